%% Ansible managed
%% Rejoins the cluster after a network partition. Mnesia does not: separated nodes stay apart forever, and
%% their sessions and rooms cannot be merged. So one island of nodes stays as it is; all others restart, one
%% after another, and take over the state of that island.
%%
%% Each node pings the nodes that it misses, which also reconnects them. Of the nodes that reach each other,
%% the first by name decides, so there is a single decision; two checks in a row must agree on it.
-module(mod_autoheal).
-behaviour(gen_server).

%% For ejabberd, the supervisor, the same module on other nodes, and tests.
-export([start/2, stop/1, depends/2, mod_options/1]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).
-export([view/1, restart/1]).
-export([decide/1]).

%% Milliseconds between two checks, and until a node that does not answer is given up.
-define(INTERVAL, 5000).
-define(PATIENCE, 5000).

%% See sysexits(3).
-define(EX_TEMPFAIL, 75).

start(Host, Options) -> gen_mod:start_child(?MODULE, Host, Options).

stop(Host) -> gen_mod:stop_child(?MODULE, Host).

depends(_, _) -> [].

mod_options(_) -> [].

%% The state is the result of the last check.
init(_) ->
    erlang:send_after(?INTERVAL, self(), look),
    {ok, whole}.

handle_call(_, _, Last) -> {reply, Last, Last}.

handle_cast(_, Last) -> {noreply, Last}.

handle_info(look, Last) ->
    Now = look(mnesia:system_info(db_nodes), mnesia:system_info(running_db_nodes)),
    case Now of
        {split, Staying, [First | _]} when Now =:= Last ->
            erpc:cast(First, ?MODULE, restart, [Staying]);
        _ ->
            ok
    end,
    erlang:send_after(?INTERVAL, self(), look),
    {noreply, Now};
handle_info(_, Last) ->
    {noreply, Last}.

look(Known, Running) when length(Known) =:= length(Running) -> whole;
look(Known, _) ->
    case [Node || Node <- lists:sort(Known), net_adm:ping(Node) =:= pong] of
        [First | _] = Reached when First =:= node() ->
            decide(erpc:multicall(Reached, ?MODULE, view, [Known], ?PATIENCE));
        _ ->
            undecided
    end.

%% The view of a node: which nodes it reaches, which it runs with, and how many sessions those have.
view(Known) ->
    %% A recreated node knows only itself: its deployment joins it.
    true = lists:sort(mnesia:system_info(db_nodes)) =:= lists:sort(Known),
    true = lists:keymember(ejabberd, 1, application:which_applications()),
    #{
        node => node(),
        reached => [Node || Node <- lists:sort(Known), lists:member(Node, [node() | nodes()])],
        running => mnesia:system_info(running_db_nodes),
        sessions => mnesia:table_info(session, size)
    }.

%% Which nodes stay, and which restart. None do while nodes start or stop, or reach only some of the others.
decide(Answers) ->
    Views = [View || {ok, View} <- Answers],
    case lists:usort([Reached || #{reached := Reached} <- Views]) of
        [Nodes] when length(Nodes) =:= length(Answers), length(Views) =:= length(Answers) ->
            Staying = lists:min([{cost(Island, Views), Island} || Island <- islands(Views)]),
            split(element(2, Staying), Nodes);
        _ ->
            undecided
    end.

split(Nodes, Nodes) -> whole;
split(Staying, Nodes) -> {split, Staying, Nodes -- Staying}.

%% Affect as few people as possible, then restart as few nodes as possible; names decide a tie.
cost(Island, Views) ->
    Sessions = [Count || #{node := Node, sessions := Count} <- Views, lists:member(Node, Island)],
    {-lists:max(Sessions), -length(Island)}.

%% Sets of nodes that all see each other: what each node sees, if that is such a set, and each single node.
islands(Views) ->
    Seen = maps:from_list([{Node, Running} || #{node := Node, running := Running} <- Views]),
    Nodes = lists:sort(maps:keys(Seen)),
    Sees = fun(One, Other) -> lists:member(Other, map_get(One, Seen)) end,
    Around = [[Other || Other <- Nodes, Sees(One, Other), Sees(Other, One)] || One <- Nodes],
    Whole = [Set || Set <- Around, [] =:= [One || One <- Set, Other <- Set, not Sees(One, Other)]],
    Whole ++ [[Node] || Node <- Nodes].

%% The nodes may have rejoined meanwhile.
restart(Staying) ->
    %% Otherwise a call from another node would log there, and a local one would end with ejabberd.
    group_leader(whereis(init), self()),
    case Staying -- mnesia:system_info(running_db_nodes) of
        [] ->
            ok;
        Apart ->
            logger:warning("A network partition split the cluster: restarting to join ~p", [Apart]),
            %% systemd starts it again, as it does after any failure. ejabberd_admin:restart would keep the
            %% process, and modules in C do not survive that: publishing by MQTT breaks on all nodes.
            init:stop(?EX_TEMPFAIL)
    end.
