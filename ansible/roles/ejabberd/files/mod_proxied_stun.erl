%% Ansible managed
%% STUN and TURN behind HAProxy, which tells the client's address. ejabberd_stun takes the address and hands the option
%% by which that was asked for to a library that knows no such option, and ends the connection.
-module(mod_proxied_stun).

-export([tcp_init/2, start/3, start_link/3, accept/1, listen_opt_type/1, listen_options/0]).

tcp_init(Socket, Options) ->
    ejabberd_stun:tcp_init(Socket, lists:keydelete(use_proxy_protocol, 1, Options)).

start(Kind, Socket, Options) -> ejabberd_stun:start(Kind, Socket, Options).

start_link(Kind, Socket, Options) -> ejabberd_stun:start_link(Kind, Socket, Options).

accept(Pid) -> ejabberd_stun:accept(Pid).

listen_opt_type(Option) -> ejabberd_stun:listen_opt_type(Option).

listen_options() -> ejabberd_stun:listen_options().
