%% Ansible managed
%% Turns servers away that s2s_access refuses. ejabberd lets them come in and refuses only what they send: by
%% mod_s2s_bidi they would get what people here write, since for that no other connection is asked for.
-module(mod_blocked_servers).
-behaviour(gen_mod).

-export([start/2, stop/1, reload/3, depends/2, mod_options/1, mod_doc/0]).
-export([authenticated/3]).

%% Runs before mod_s2s_bidi (50), which would take the connection into use.
start(_Host, _Opts) -> {ok, [{hook, s2s_in_auth_result, authenticated, 25}]}.

stop(_Host) -> ok.

reload(_Host, _New, _Old) -> ok.

depends(_Host, _Opts) -> [].

mod_options(_Host) -> [].

mod_doc() -> #{desc => "Servers with which nothing is exchanged cannot stay connected."}.

authenticated(#{server_host := Host} = State, true, Server) ->
    case ejabberd_s2s:allow_host(Host, Server) of
        true -> State;
        false -> {stop, ejabberd_s2s_in:send(State, xmpp:serr_policy_violation())}
    end;
authenticated(State, false, _) ->
    State.
