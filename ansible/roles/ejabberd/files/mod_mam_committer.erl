%% Ansible managed
%% Commits rows of the archive together that wait at the same time. A commit waits for the disks of two hosts,
%% whatever it holds; one for each row would keep the sessions of both sides waiting, one after the other.
%% A row is answered for when it is committed, and alone when another one of its transaction is refused.
-module(mod_mam_committer).

-behaviour(gen_server).

-export([start/1, store/1, passes/1]).
-export([start_link/1, init/1, handle_call/3, handle_cast/2, handle_info/2]).

%% Transactions of a domain at once, and the most rows of each. The next rows gather while one commits.
-define(COMMITTERS, 2).
-define(MOST_ROWS, 50).

%% For this reason a worker of the pool connects anew.
-define(CLOSED, <<"connection closed">>).

%% Classes of SQLSTATE that are temporary: connection, transaction state (read-only), rollback, resources,
%% object in use, operator intervention, system (PostgreSQL's manual, appendix A).
-define(PASSING, [<<"08">>, <<"25">>, <<"40">>, <<"53">>, <<"55">>, <<"57">>, <<"58">>]).

%% Starts the committers of a domain that do not run yet.
start(Host) ->
    lists:foreach(
        fun(Number) ->
            Name = name(Host, Number),
            Start = {?MODULE, start_link, [Name]},
            supervisor:start_child(ejabberd_backend_sup, #{id => Name, start => Start})
        end,
        lists:seq(1, ?COMMITTERS)
    ).

%% What mod_mam_sql:store/10 returns for these arguments, once it is committed.
store([_Stanza, Server | _] = Args) ->
    Name = name(Server, 1 + erlang:phash2(self(), ?COMMITTERS)),
    try
        gen_server:call(Name, Args, infinity)
    catch
        exit:Reason -> {error, Reason}
    end.

%% True when what the database refused may be stored later.
%% An error of PostgreSQL is a list with its SQLSTATE; one of the driver is not.
passes([_ | _] = Fields) ->
    case proplists:get_value(code, Fields) of
        <<Class:2/binary, _/binary>> -> lists:member(Class, ?PASSING);
        _ -> true
    end;
passes({crash, _, _}) ->
    false;
passes(_) ->
    true.

name(Host, Number) ->
    binary_to_atom(<<"mod_mam_committer_", Host/binary, $_, (integer_to_binary(Number))/binary>>).

start_link(Name) -> gen_server:start_link({local, Name}, ?MODULE, [], []).

init([]) -> {ok, []}.

%% The state is the rows that wait, last ones first. A timeout of 0 comes when no more calls do.
handle_call(Args, From, Waiting) when length(Waiting) < ?MOST_ROWS - 1 ->
    {noreply, [{From, Args} | Waiting], 0};
handle_call(Args, From, Waiting) ->
    {noreply, commit(lists:reverse([{From, Args} | Waiting]))}.

handle_info(timeout, Waiting) -> {noreply, commit(lists:reverse(Waiting))};
handle_info(_, Waiting) -> {noreply, Waiting, 0}.

handle_cast(_, Waiting) -> {noreply, Waiting, 0}.

commit([]) ->
    [];
commit([Row]) ->
    answer([Row], [store_now(Row)]);
commit([{_From, [_Stanza, Server | _]} | _] = Rows) ->
    case ejabberd_sql:sql_bloc(Server, fun() -> transaction(Server, Rows) end) of
        {atomic, Results} ->
            answer(Rows, Results);
        {_, Reason} ->
            case passes(Reason) of
                true -> answer(Rows, [{error, Reason} || _ <- Rows]);
                false -> answer(Rows, lists:map(fun store_now/1, Rows))
            end
    end.

%% Runs in a worker of the pool. ejabberd_sql's own transaction ends the worker when a commit fails, and with
%% it all that others have asked of it.
transaction(Server, Rows) ->
    try
        done(ejabberd_sql:sql_query(Server, <<"begin;">>)),
        Results = [done(store_now(Row)) || Row <- Rows],
        done(ejabberd_sql:sql_query(Server, <<"commit;">>)),
        Results
    catch
        throw:{undone, Reason} -> {aborted, roll_back(Server, Reason)};
        _:_ -> {aborted, ?CLOSED}
    end.

done({error, Reason}) -> throw({undone, Reason});
done(Result) -> Result.

%% When the connection is not the worker's to use any more, a transaction may still be open there.
roll_back(Server, Reason) ->
    case is_answer(Reason) andalso (catch ejabberd_sql:sql_query(Server, <<"rollback;">>)) of
        {updated, _} -> Reason;
        _ -> ?CLOSED
    end.

is_answer([_ | _]) -> true;
is_answer({crash, _, _}) -> true;
is_answer(_) -> false.

store_now({_From, Args}) ->
    try
        apply(mod_mam_sql, store, Args)
    catch
        _:Reason:Stack -> {error, {crash, Reason, Stack}}
    end.

answer(Rows, Results) ->
    lists:foreach(
        fun({{From, _Args}, Result}) -> gen_server:reply(From, Result) end,
        lists:zip(Rows, Results)
    ),
    [].
