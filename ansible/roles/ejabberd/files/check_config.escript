#!/usr/bin/escript
%% Checks an ejabberd configuration with ejabberd's own validator, without a running server.
%% Ansible managed

main([File]) ->
    code:add_pathsa(filelib:wildcard("/usr/lib/*/{ejabberd,p1_*,fast_*,*}-*/ebin")),
    logger:set_primary_config(level, none),
    os:putenv("EJABBERD_CONFIG_PATH", File),
    {ok, _} = application:ensure_all_started(fast_yaml),
    {ok, _} = application:ensure_all_started(xmpp),
    case ejabberd_config:load() of
        ok ->
            ok;
        Error ->
            io:format(standard_error, "~ts~n", [ejabberd_config:format_error(Error)]),
            halt(1)
    end.
