%% Ansible managed
%% Logins that fail by no fault of the client. ejabberd would say that the password is wrong: the client
%% asks its owner for another one, and mod_fail2ban shuts out all who share its address.
-module(mod_auth_blameless).
-behaviour(gen_mod).

-export([start/2, stop/1, reload/3, depends/2, mod_options/1, mod_doc/0]).
-export([failed/3]).

-include_lib("kernel/include/logger.hrl").

%% Runs before mod_fail2ban (100), and keeps such a failure from it.
start(_Host, _Opts) -> {ok, [{hook, c2s_auth_result, failed, 50}]}.

stop(_Host) -> ok.

reload(_Host, _New, _Old) -> ok.

depends(_Host, _Opts) -> [].

mod_options(_Host) -> [].

mod_doc() -> #{desc => "Logins that fail by no fault of the client are not counted as failures."}.

%% Both hashes are offered, and of an older account one alone may be stored: the client tries that next.
failed(State, {false, <<"Incompatible SCRAM methods">>}, _) ->
    {stop, State};
%% A stream that ends by the server's error is one that clients try again later, without a question.
failed(#{lserver := Server, lang := Lang} = State, {false, _}, User) when User =/= <<>> ->
    case looked_up(jid:nodeprep(User), Server) of
        true ->
            State;
        false ->
            ?LOG_WARNING("The database did not tell whether ~ts@~ts may log in", [User, Server]),
            Text = <<"Accounts cannot be looked up at present">>,
            {stop, ejabberd_c2s:send(State, xmpp:serr_internal_server_error(Text, Lang))}
    end;
failed(State, _, _) ->
    State.

%% Whether the database has told of an account: ejabberd remembers that, also when there is none.
looked_up(error, _) ->
    true;
looked_up(User, Server) ->
    Nothing = fun() -> {nocache, unknown} end,
    ets_cache:lookup(ejabberd_auth_sql_cache, {User, Server}, Nothing) =/= unknown.
