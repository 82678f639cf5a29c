%% Ansible managed
%% Has ejabberd forget the certificates of files that its configuration names no longer. It does not by itself until it is
%% restarted, and of two certificates for a name it shows the one that expires later, which may be the former.
-module(mod_certfiles).
-behaviour(gen_mod).

-export([start/2, stop/1, reload/3, depends/2, mod_options/1, mod_doc/0]).
-export([reloaded/0]).

%% Runs before ejabberd_pkix (100) reads the files anew.
start(_Host, _Opts) ->
    persistent_term:put(?MODULE, ejabberd_option:certfiles()),
    ejabberd_hooks:add(config_reloaded, ?MODULE, reloaded, 90).

stop(_Host) -> ejabberd_hooks:delete(config_reloaded, ?MODULE, reloaded, 90).

reload(_Host, _New, _Old) -> ok.

depends(_Host, _Opts) -> [].

mod_options(_Host) -> [].

mod_doc() -> #{desc => "Certificates that the configuration names no longer are forgotten."}.

reloaded() ->
    Former = persistent_term:get(?MODULE),
    Named = ejabberd_option:certfiles(),
    persistent_term:put(?MODULE, Named),
    lists:foreach(fun ejabberd_pkix:del_certfile/1, Former -- Named).
