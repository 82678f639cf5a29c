#!/usr/bin/escript
%% Ansible managed
%% Checks an ejabberd configuration by ejabberd's own validator, without a running server.

main([File]) ->
    logger:remove_handler(default),
    code:add_pathsa(filelib:wildcard("/usr/lib/*/ejabberd-*/ebin")),
    code:add_patha("/var/lib/ejabberd/modules"),
    [{ok, _} = application:ensure_all_started(App) || App <- [fast_yaml, xmpp]],
    os:putenv("EJABBERD_CONFIG_PATH", File),
    case ejabberd_config:load() of
        ok ->
            ok;
        Error ->
            io:format(standard_error, "~ts~n", [ejabberd_config:format_error(Error)]),
            halt(1)
    end.
