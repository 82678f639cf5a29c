#!/usr/bin/escript
%% Ansible managed
%% Controls the running node as ejabberdctl does, but waits without starting a virtual machine for each
%% attempt, and reads passwords from standard input, where no process list shows them.
%%
%%   ejabberd-node NODE await SECONDS    waits for the server, then prints the nodes of its cluster
%%   ejabberd-node NODE settle SECONDS N waits until N nodes run in its cluster, then prints them
%%   ejabberd-node NODE forget OTHER     removes a lost node from the cluster
%%   ejabberd-node NODE cookie           reads another cookie and has the node take it, prints that it did
%%   ejabberd-node NODE accounts DOMAIN [NAME...] reads lines of NAME PASSWORD, makes the accounts that are not there,
%%                                       sets the passwords of those that are named, prints what it changed
%%   ejabberd-node NODE part             ends its connections with other servers
%%   ejabberd-node NODE evacuate SECONDS sends its users to the other nodes, prints how many there were
%%   ejabberd-node NODE admit            lets users come again

%% Milliseconds after which an evacuated node lets users come again by itself; between two of them that are sent
%% away, at most; and for the last ones to be logged out.
-define(SHUT, 600000).
-define(PAUSE, 20).
-define(FAREWELL, 500).

main([Node | Command]) ->
    logger:remove_handler(default),
    {ok, _} = net_kernel:start(undefined, #{
        name_domain => shortnames, dist_listen => false, hidden => true
    }),
    run(list_to_atom(Node), Command).

run(Node, ["await", Seconds]) ->
    await(fun() -> started(Node) end, deadline(Seconds)),
    show(known(Node));
run(Node, ["settle", Seconds, Count]) ->
    Size = list_to_integer(Count),
    await(fun() -> started(Node) andalso length(running(Node)) =:= Size end, deadline(Seconds)),
    show(running(Node));
run(Node, ["forget", Other]) ->
    true = net_kernel:connect_node(Node),
    {atomic, ok} = rpc:call(Node, mnesia, del_table_copy, [schema, list_to_atom(Other)]);
run(Node, ["cookie"]) ->
    Cookie = list_to_atom(string:trim(io:get_line(""))),
    %% A run that was cut short may have told it already.
    true = net_kernel:connect_node(Node) orelse
        (erlang:set_cookie(Node, Cookie) andalso net_kernel:connect_node(Node)),
    true = rpc:call(Node, erlang, set_cookie, [Cookie]),
    io:format("the node has another cookie~n", []);
run(Node, ["accounts", Domain | Ours]) ->
    true = net_kernel:connect_node(Node),
    accounts(Node, list_to_binary(Domain), [list_to_binary(Name) || Name <- Ours], io:get_line(""));
run(Node, ["part"]) ->
    true = net_kernel:connect_node(Node),
    ok = rpc:call(Node, ejabberd_s2s, stop_s2s_connections, []);
run(Node, ["evacuate", Seconds]) ->
    true = net_kernel:connect_node(Node),
    case running(Node) of
        %% Nobody could go anywhere.
        [_] -> io:format("0~n");
        _ -> io:format("~b~n", [evacuate(Node, list_to_integer(Seconds) * 1000)])
    end;
run(Node, ["admit"]) ->
    true = net_kernel:connect_node(Node),
    admit(Node).

deadline(Seconds) ->
    erlang:monotonic_time(second) + list_to_integer(Seconds).

await(Condition, Deadline) ->
    case {Condition(), erlang:monotonic_time(second) > Deadline} of
        {true, _} ->
            ok;
        {false, true} ->
            io:format(standard_error, "not ready in time: see journalctl -u ejabberd~n", []),
            halt(1);
        {false, false} ->
            timer:sleep(200),
            await(Condition, Deadline)
    end.

started(Node) ->
    %% The first connection also gives this process its name: calls alone would not make it.
    case net_kernel:connect_node(Node) andalso rpc:call(Node, application, which_applications, []) of
        Running when is_list(Running) -> lists:keymember(ejabberd, 1, Running);
        _ -> false
    end.

known(Node) -> rpc:call(Node, mnesia, system_info, [db_nodes]).

running(Node) -> rpc:call(Node, mnesia, system_info, [running_db_nodes]).

show(Nodes) ->
    [io:format("~s~n", [Node]) || Node <- lists:sort(Nodes)].

accounts(_, _, _, eof) ->
    ok;
accounts(Node, Domain, Ours, Line) ->
    [Name, Password] = string:lexemes(string:trim(unicode:characters_to_binary(Line)), " "),
    io:format("~ts", [converge(Node, Name, Domain, Password, lists:member(Name, Ours))]),
    accounts(Node, Domain, Ours, io:get_line("")).

%% An account that is there belongs to somebody, who may have changed its password, unless it is ours.
converge(Node, Name, Domain, Password, IsOurs) ->
    Auth = fun(Function, Arguments) -> rpc:call(Node, ejabberd_auth, Function, Arguments) end,
    case
        {
            Auth(check_password, [Name, <<>>, Domain, Password]),
            Auth(user_exists, [Name, Domain])
        }
    of
        {true, _} ->
            complete(Node, Name, Domain, Password);
        {_, false} ->
            ok = Auth(try_register, [Name, Domain, Password]),
            ["registered ", Name, "\n"];
        {false, true} when IsOurs ->
            ok = Auth(set_password, [Name, Domain, Password]),
            ["changed the password of ", Name, "\n"];
        {false, true} ->
            ""
    end.

%% An older account lacks a hash that is required since, and clients that support no other cannot log in.
complete(Node, Name, Domain, Password) ->
    Wanted = rpc:call(Node, ejabberd_option, auth_stored_password_types, [Domain]),
    Stored = rpc:call(Node, ejabberd_auth, get_password, [Name, Domain]),
    %% Older releases of ejabberd store one hash, and have no such option.
    case is_list(Wanted) andalso length(Stored) < length(Wanted) of
        true ->
            ok = rpc:call(Node, ejabberd_auth, set_password, [Name, Domain, Password]),
            ["stored all hashes of the password of ", Name, "\n"];
        false ->
            ""
    end.

%% Without its listeners the node cannot be chosen again. A client's connection ends without a word, as if the
%% network had failed: what has stream management (XEP-0198) resumes its session on another node, with
%% all that is not acknowledged yet. Who has not come back by the end is logged out, and what is not
%% acknowledged waits in the archive and in offline storage.
evacuate(Node, Milliseconds) ->
    ok = rpc:call(Node, ejabberd_listener, stop_listeners, []),
    %% Whoever called may be gone by then.
    {ok, _} = rpc:call(Node, timer, apply_after, [?SHUT, ejabberd_listener, config_reloaded, []]),
    Sessions = sessions(Node),
    %% Not all at once: each logs in somewhere else.
    Pause = min(?PAUSE, Milliseconds div 2 div max(1, length(Sessions))),
    [close(Node, Pid, Pause) || Pid <- Sessions],
    leave(Node, erlang:monotonic_time(millisecond) + Milliseconds),
    length(Sessions).

%% Processes of the clients of a node.
sessions(Node) ->
    Sessions = rpc:call(Node, ejabberd_sm, dirty_get_my_sessions_list, []),
    [Pid || Session <- Sessions, {_, Pid} <- [element(2, Session)]].

close(Node, Pid, Pause) ->
    rpc:call(Node, ejabberd_c2s, close, [Pid]),
    timer:sleep(Pause).

leave(Node, Deadline) ->
    case {sessions(Node), erlang:monotonic_time(millisecond) > Deadline} of
        {[], _} ->
            ok;
        {Left, true} ->
            [rpc:call(Node, ejabberd_c2s, stop_async, [Pid]) || Pid <- Left],
            timer:sleep(?FAREWELL);
        {_, false} ->
            timer:sleep(200),
            leave(Node, Deadline)
    end.

admit(Node) ->
    ok = rpc:call(Node, ejabberd_listener, config_reloaded, []).
