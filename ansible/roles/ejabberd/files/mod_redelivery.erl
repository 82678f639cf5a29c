%% Ansible managed
%% Redelivers messages that a lost connection between nodes swallowed. A node that is cut off, or whose host
%% dies, counts as down only after a while: what is routed to its sessions until then would be lost, though
%% its sender was told that it is accepted. So the node of a session confirms what it has archived, and when
%% a node goes down, unconfirmed messages are routed again: to another session, or to offline storage.
%%
%% While nodes are separated, each stores messages for the users of the other. A user who stays connected
%% gets them once the nodes have rejoined, as everybody does who logs in.
-module(mod_redelivery).
-behaviour(gen_server).

%% For ejabberd, its hooks, and the supervisor.
-export([start/2, stop/1, depends/2, mod_options/1]).
-export([remember/1, confirm/1, c2s_handle_info/2]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

%% Milliseconds until the sessions of a lost node are removed, and until a message no longer needs a
%% confirmation. A node counts as down within 1.25 times net_ticktime.
-define(FORGET, 2000).
-define(KEEP, 120000).

-define(HOOKS, [
    {sm_receive_packet, remember, 99},
    %% After the hook of the archive.
    {user_receive_packet, confirm, 99},
    {c2s_handle_info, c2s_handle_info, 50}
]).

start(Host, Options) ->
    [ejabberd_hooks:add(Hook, Host, ?MODULE, Call, Order) || {Hook, Call, Order} <- ?HOOKS],
    gen_mod:start_child(?MODULE, Host, Options).

stop(Host) ->
    [ejabberd_hooks:delete(Hook, Host, ?MODULE, Call, Order) || {Hook, Call, Order} <- ?HOOKS],
    gen_mod:stop_child(?MODULE, Host).

depends(_, _) -> [{mod_offline, soft}].

mod_options(_) -> [].

%% Records a message to a user with sessions on other nodes, and marks it with the receiver of confirmations.
remember(Message) when element(1, Message) =:= message ->
    {User, Server, _} = jid:tolower(xmpp:get_to(Message)),
    Kept = lists:member(xmpp:get_type(Message), [chat, normal]) andalso
        not xmpp:get_meta(Message, carbon_copy, false),
    case Kept andalso elsewhere(User, Server) of
        [_ | _] = Nodes ->
            Note = {node(), make_ref()},
            true = ets:insert(?MODULE, {Note, Nodes, erlang:monotonic_time(millisecond), Message}),
            xmpp:put_meta(Message, ?MODULE, Note);
        _ ->
            Message
    end;
remember(Stanza) ->
    Stanza.

%% The other nodes on which a user has sessions.
elsewhere(User, Server) ->
    Nodes = [node(Pid) || {_, Pid} <- ejabberd_sm:get_session_sids(User, Server)],
    [Node || Node <- lists:usort(Nodes), Node =/= node()].

confirm({Message, #{lserver := Server}} = Delivery) when element(1, Message) =:= message ->
    case xmpp:get_meta(Message, ?MODULE, none) of
        none -> ok;
        {Node, _} = Note -> ejabberd_cluster:send({process(Server), Node}, {confirmed, Note})
    end,
    Delivery;
confirm(Delivery) ->
    Delivery.

%% Acts as if the client became available, which is when stored messages are delivered.
c2s_handle_info(#{pres_last := Presence} = State, {?MODULE, joined}) ->
    mod_offline:c2s_self_presence({Presence, maps:remove(pres_last, State)}),
    {stop, State};
c2s_handle_info(State, {?MODULE, joined}) ->
    {stop, State};
c2s_handle_info(State, _) ->
    State.

process(Server) -> gen_mod:get_module_proc(Server, ?MODULE).

%% The state is the list of separated nodes.
init(_) ->
    ets:new(?MODULE, [named_table, public, {write_concurrency, true}]),
    {ok, _} = mnesia:subscribe(system),
    {ok, _} = timer:send_interval(?KEEP, tidy),
    {ok, []}.

handle_call(_, _, Apart) -> {reply, Apart, Apart}.

handle_cast(_, Apart) -> {noreply, Apart}.

handle_info({confirmed, Note}, Apart) ->
    ets:delete(?MODULE, Note),
    {noreply, Apart};
handle_info({mnesia_system_event, {mnesia_down, Node}}, Apart) ->
    erlang:send_after(?FORGET, self(), {lost, Node}),
    {noreply, Apart};
handle_info({lost, Node}, Apart) ->
    Lost = [Entry || {_, Nodes, _, _} = Entry <- ets:tab2list(?MODULE), lists:member(Node, Nodes)],
    [ets:delete(?MODULE, Note) || {Note, _, _, _} <- Lost],
    [ejabberd_router:route(Message) || {_, _, _, Message} <- lists:keysort(3, Lost)],
    {noreply, Apart};
handle_info({mnesia_system_event, {inconsistent_database, _, Node}}, Apart) ->
    {noreply, lists:usort([Node | Apart])};
handle_info({mnesia_system_event, {mnesia_up, Node}}, Apart) ->
    Sessions = [Session || lists:member(Node, Apart), Session <- ejabberd_sm:dirty_get_my_sessions_list()],
    [ejabberd_c2s:route(element(2, element(2, Session)), {?MODULE, joined}) || Session <- Sessions],
    {noreply, lists:delete(Node, Apart)};
handle_info(tidy, Apart) ->
    Old = erlang:monotonic_time(millisecond) - ?KEEP,
    ets:select_delete(?MODULE, [{{'_', '_', '$1', '_'}, [{'<', '$1', Old}], [true]}]),
    {noreply, Apart};
handle_info(_, Apart) ->
    {noreply, Apart}.
