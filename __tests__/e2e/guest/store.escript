#!/usr/bin/escript
%%! -pa /var/lib/ejabberd/modules
%% Prints what mod_upload_store finds in a folder of its own, and what it leaves there.

-define(ONE, <<"1111111111111111111111111111111111111111">>).
-define(OTHER, <<"2222222222222222222222222222222222222222">>).

main([Folder]) ->
    Root = list_to_binary(Folder),
    %% Sent in that second, so many bytes.
    [put(Root, ?ONE, Time, Size) || {Time, Size} <- [{10, 5}, {20, 5}, {30, 5}, {40, 5}]],
    put(Root, ?OTHER, 15, 5),
    Files = mod_upload_store:files(Root, ?ONE),
    tell("room for all", mod_upload_store:excess(Files, 20)),
    tell("room for three", mod_upload_store:excess(Files, 15)),
    tell("room for half of one", mod_upload_store:excess(Files, 2)),
    tell("no file", mod_upload_store:excess([], 2)),
    Before = mod_upload_store:digests(Root),
    mod_upload_store:remove(Root, ?ONE, 20),
    tell("removed until 20", times(Root)),
    mod_upload_store:remove(Root, ?ONE, 10),
    tell("until when", maps:values(mod_upload_store:removed(Root))),
    tell("lacking of what was removed", mod_upload_store:lacking(Root, Files, 0)),
    Now = mod_upload_store:digests(Root),
    tell("other names", [User =/= ?OTHER || User <- maps:keys(Before), map_get(User, Before) =/= map_get(User, Now)]),
    mod_upload_store:forget(Root, 30),
    tell("forgotten until 30", times(Root)),
    tell("lacking of what is not too old", length(mod_upload_store:lacking(Root, Files, 25))),
    tell("on their way", filelib:wildcard(Folder ++ "/.incoming/*")).

put(Root, User, Time, Size) ->
    Incoming = mod_upload_store:incoming(Root),
    {ok, Opened} = mod_upload_store:create(Incoming, Size),
    ok = file:write(Opened, binary:copy(<<"x">>, Size)),
    ok = file:close(Opened),
    ok = file:change_time(Incoming, calendar:system_time_to_local_time(Time, second)),
    ok = mod_upload_store:place(Root, Incoming, filename:join([User, integer_to_binary(Time), <<"name">>])).

times(Root) -> [[Time || {_, _, Time} <- mod_upload_store:files(Root, User)] || User <- [?ONE, ?OTHER]].

tell(What, Found) -> io:format("~s: ~w~n", [What, Found]).
