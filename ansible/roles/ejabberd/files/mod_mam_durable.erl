%% Ansible managed
%% The SQL message archive, with retries while the database is unavailable and a counter of failures.
%% ejabberd itself queues a statement that waits for a connection; one that was in progress when the primary
%% was lost fails, and its message would be delivered but not archived. So would one with an identifier or an
%% address that is too long for PostgreSQL's indexes.
-module(mod_mam_durable).

-export([init/2, select/7, select_with_mucsub/6, delete_old_messages_batch/4]).
-export(['$handle_undefined_function'/2]).
-export([failures/0]).

-include_lib("kernel/include/logger.hrl").
-include("ejabberd_commands.hrl").

%% Each attempt waits in the pool's queue for a connection. A standby that is being promoted rejects writes
%% at once, hence the pause, in milliseconds.
-define(TRIES, 10).
-define(PAUSE, 1000).

%% An entry of an index has 2704 bytes at most, and there is one of server, user and identifier, and one of
%% server, user and peer. A room's user is its address: names and resources have 1023 bytes at most.
-define(LONGEST_ID, 1024).
-define(LONGEST_KEY, 2600).

init(Host, Opts) ->
    mod_mam_committer:start(Host),
    persistent_term:get(?MODULE, none) =/= none orelse
        persistent_term:put(?MODULE, counters:new(1, [])),
    ejabberd_commands:register_commands(?MODULE, [
        #ejabberd_commands{
            name = mam_failures,
            tags = [mam],
            desc = "Number of messages that this node could not archive since it started",
            module = ?MODULE,
            function = failures,
            result = {failures, integer}
        }
    ]),
    mod_mam_sql:init(Host, Opts).

failures() ->
    counters:get(persistent_term:get(?MODULE), 1).

%% mod_mam checks that these are exported before it calls them.
select(Server, Requestor, Archive, Query, RSM, Type, Flags) ->
    mod_mam_sql:select(Server, Requestor, Archive, Query, RSM, Type, Flags).

select_with_mucsub(Server, Requestor, Archive, Query, RSM, Flags) ->
    mod_mam_sql:select_with_mucsub(Server, Requestor, Archive, Query, RSM, Flags).

%% By a statement of our own: that of ejabberd 24.12 is none for PostgreSQL.
delete_old_messages_batch(Server, Time, all, Size) ->
    Query = [
        "DELETE FROM archive WHERE ctid = ANY (ARRAY(SELECT ctid FROM archive WHERE server_host = '", Server,
        "' AND timestamp < ", integer_to_binary(misc:now_to_usec(Time)),
        " LIMIT ", integer_to_binary(Size), "))"
    ],
    case ejabberd_sql:sql_query(Server, iolist_to_binary(Query)) of
        {updated, Count} -> {ok, Count};
        Error -> Error
    end;
delete_old_messages_batch(Server, Time, Type, Size) ->
    mod_mam_sql:delete_old_messages_batch(Server, Time, Type, Size).

%% All other functions of mod_mam_sql in this release of ejabberd.
'$handle_undefined_function'(store, Args) -> store(indexable(Args), ?TRIES);
'$handle_undefined_function'(Function, Args) -> apply(mod_mam_sql, Function, Args).

%% The message itself is stored as it is; what the archive is searched by has to fit.
indexable([Stanza, Server, {User, Host}, Type, Peer, Nick, Direction, Time, Id, Retraction]) ->
    Key = [Server, User, Host, jid:encode(Peer)],
    Indexed = case iolist_size(Key) > ?LONGEST_KEY of
        true -> jid:remove_resource(Peer);
        false -> Peer
    end,
    Retracted = case Retraction of
        {true, Other} -> {true, identifier(Other)};
        false -> false
    end,
    [Stanza, Server, {User, Host}, Type, Indexed, Nick, Direction, Time, identifier(Id), Retracted];
indexable(OfAnotherRelease) ->
    OfAnotherRelease.

%% A message is retracted by its identifier: equal ones must stay equal.
identifier(Id) when byte_size(Id) > ?LONGEST_ID -> base64:encode(crypto:hash(sha256, Id));
identifier(Id) -> Id.

store(Args, Tries) ->
    case mod_mam_committer:store(Args) of
        {error, Reason} = Error ->
            case mod_mam_committer:passes(Reason) of
                true when Tries > 1 ->
                    timer:sleep(?PAUSE),
                    store(Args, Tries - 1);
                _ ->
                    tell(Args, Reason),
                    Error
            end;
        Result ->
            Result
    end.

tell([_Stanza, _Server, {User, Host}, _Type, Peer | _], Reason) ->
    counters:add(persistent_term:get(?MODULE), 1, 1),
    ?LOG_ERROR("A message of ~ts with ~ts is not in the archive of ~ts@~ts: ~p", [
        User, jid:encode(Peer), User, Host, Reason
    ]).
