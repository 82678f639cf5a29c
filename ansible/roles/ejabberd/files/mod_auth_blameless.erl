%% Ansible managed
%% Handles logins that fail through no fault of the client. ejabberd would report a wrong password: the
%% client would ask its user for another one, and mod_fail2ban would ban all who share its address.
-module(mod_auth_blameless).
-behaviour(gen_mod).

-export([start/2, stop/1, reload/3, depends/2, mod_options/1, mod_doc/0]).
-export([failed/3]).

-include_lib("kernel/include/logger.hrl").

%% Runs before mod_fail2ban (100) and hides such a failure from it.
start(_Host, _Opts) -> {ok, [{hook, c2s_auth_result, failed, 50}]}.

stop(_Host) -> ok.

reload(_Host, _New, _Old) -> ok.

depends(_Host, _Opts) -> [].

mod_options(_Host) -> [].

mod_doc() -> #{desc => "Logins that fail by no fault of the client are not counted as failures."}.

%% Both hashes are offered, but an older account may have only one: the client tries that next.
failed(State, {false, <<"Incompatible SCRAM methods">>}, _) ->
    {stop, State};
%% Nobody who comes to a disabled account guesses its password: even the right one would not do.
failed(State, {false, <<"Account is banned: ", _/binary>>}, _) ->
    {stop, State};
%% Clients reconnect after a server error without asking their users.
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

%% Whether the database answered for an account: ejabberd caches the answer, even for an unknown account.
looked_up(error, _) ->
    true;
looked_up(User, Server) ->
    Nothing = fun() -> {nocache, unknown} end,
    ets_cache:lookup(ejabberd_auth_sql_cache, {User, Server}, Nothing) =/= unknown.
