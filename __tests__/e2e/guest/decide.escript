#!/usr/bin/escript
%%! -pa /var/lib/ejabberd/modules
%% Prints what mod_autoheal decides, by what nodes say: {Node, those it reaches, those it runs with, sessions}.

main(_) ->
    All = [a, b, c],
    tell("whole", [{a, All, All, 1}, {b, All, All, 1}, {c, All, All, 1}]),
    tell("one is down", [{a, [a, b], [a, b], 1}, {b, [a, b], [b, a], 1}]),
    tell("more sessions stay", [{a, [a, b], [a], 1}, {b, [a, b], [b], 2}]),
    tell("the first name stays", [{a, [a, b], [a], 0}, {b, [a, b], [b], 0}]),
    tell("more nodes stay", [{a, All, [a], 1}, {b, All, [b, c], 1}, {c, All, [c, b], 1}]),
    tell("all apart", [{a, All, [a], 1}, {b, All, [b], 3}, {c, All, [c], 2}]),
    tell("one has noticed", [{a, [a, b], [a], 0}, {b, [a, b], [a, b], 0}]),
    tell("two miss each other", [{a, All, [a, b], 1}, {b, All, All, 1}, {c, All, [b, c], 1}]),
    tell("one reaches fewer", [{a, All, [a], 1}, {b, [a, b], [b, a], 1}, {c, All, [c], 1}]),
    tell("one does not answer", [{a, [a, b], [a], 1}, silent]).

tell(What, Nodes) -> io:format("~s: ~w~n", [What, mod_autoheal:decide([answer(Node) || Node <- Nodes])]).

answer({Node, Reached, Running, Sessions}) ->
    {ok, #{node => Node, reached => Reached, running => Running, sessions => Sessions}};
answer(silent) ->
    {error, {erpc, timeout}}.
