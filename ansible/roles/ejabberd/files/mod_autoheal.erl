%% Ansible managed
%% Joins the cluster again after the network had split it. Mnesia leaves that to others: nodes that were cut
%% from one another go on alone for ever, and their sessions and rooms cannot be merged. So one island of
%% nodes stays as it is; all others restart, one after another, and take over what that island has.
%%
%% Each node looks for those that it misses, which also connects them again. Of the nodes that reach one
%% another the first by name decides, so there is one decision; it must come out the same at two looks.
-module(mod_autoheal).
-behaviour(gen_server).

%% For ejabberd, for the supervisor, for the same module on the other nodes, and for tests.
-export([start/2, stop/1, depends/2, mod_options/1]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).
-export([view/1, restart/1]).
-export([decide/1]).

%% Milliseconds between two looks, and until a node that does not answer is left alone.
-define(INTERVAL, 5000).
-define(PATIENCE, 5000).

%% See sysexits(3).
-define(EX_TEMPFAIL, 75).

start(Host, Options) -> gen_mod:start_child(?MODULE, Host, Options).

stop(Host) -> gen_mod:stop_child(?MODULE, Host).

depends(_, _) -> [].

mod_options(_) -> [].

%% The state is what the last look came to.
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

%% What a node tells of itself: whom it reaches, with whom it runs, and how many sessions these have.
view(Known) ->
    %% A node that was made anew knows itself alone: it is for its deployment to join it.
    true = lists:sort(mnesia:system_info(db_nodes)) =:= lists:sort(Known),
    true = lists:keymember(ejabberd, 1, application:which_applications()),
    #{
        node => node(),
        reached => [Node || Node <- lists:sort(Known), lists:member(Node, [node() | nodes()])],
        running => mnesia:system_info(running_db_nodes),
        sessions => mnesia:table_info(session, size)
    }.

%% Who stays, and who restarts. While nodes start or stop, or reach some of the others only, nobody does.
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

%% Few people shall notice, then few nodes restart; what is equal in both, the names decide.
cost(Island, Views) ->
    Sessions = [Count || #{node := Node, sessions := Count} <- Views, lists:member(Node, Island)],
    {-lists:max(Sessions), -length(Island)}.

%% Sets of nodes that all see one another: what each node sees, where that is one, and each node alone.
islands(Views) ->
    Seen = maps:from_list([{Node, Running} || #{node := Node, running := Running} <- Views]),
    Nodes = lists:sort(maps:keys(Seen)),
    Sees = fun(One, Other) -> lists:member(Other, map_get(One, Seen)) end,
    Around = [[Other || Other <- Nodes, Sees(One, Other), Sees(Other, One)] || One <- Nodes],
    Whole = [Set || Set <- Around, [] =:= [One || One <- Set, Other <- Set, not Sees(One, Other)]],
    Whole ++ [[Node] || Node <- Nodes].

%% The nodes may have come together meanwhile.
restart(Staying) ->
    %% What another node calls would log there, and end with ejabberd where it was called by itself.
    group_leader(whereis(init), self()),
    case Staying -- mnesia:system_info(running_db_nodes) of
        [] ->
            ok;
        Apart ->
            logger:warning("The network had split the cluster: restarting to join ~p", [Apart]),
            %% systemd starts it again, as it does after any failure. ejabberd_admin:restart would keep the
            %% process, and modules in C do not survive that: publishing by MQTT breaks on all nodes.
            init:stop(?EX_TEMPFAIL)
    end.
