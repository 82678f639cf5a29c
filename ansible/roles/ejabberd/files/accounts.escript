#!/usr/bin/escript
%% Ansible managed
%% Shows and changes accounts of the running node, by what ejabberd's own commands call. Words that follow a command
%% are in Base64, so that no shell and no locale has a say in them. Prints one line of JSON: the answer, or
%% {"refused": why}.
%%
%%   ejabberd-accounts NODE DOMAIN list
%%   ejabberd-accounts NODE DOMAIN show NAME
%%   ejabberd-accounts NODE DOMAIN disable NAME REASON
%%   ejabberd-accounts NODE DOMAIN enable NAME
%%   ejabberd-accounts NODE DOMAIN remove NAME   with the rooms that nobody else owns
%%   ejabberd-accounts NODE DOMAIN invite NAME SECONDS   a link by which an account is made; NAME may be empty
%%   ejabberd-accounts NODE DOMAIN reset NAME SECONDS    a link by which a password is set
%%   ejabberd-accounts NODE DOMAIN invites
%%   ejabberd-accounts NODE DOMAIN retract TOKEN         ends what a link is good for
%%   ejabberd-accounts NODE DOMAIN shut          shuts disabled accounts again, where another cookie has opened them

-define(BANNED, <<"jabber:ejabberd:banned">>).
-define(NEVER, <<"Registered but didn't login">>).

main([Node, Domain, Command | Words]) ->
    logger:remove_handler(default),
    {ok, _} = net_kernel:start(undefined, #{
        name_domain => shortnames, dist_listen => false, hidden => true
    }),
    put(node, list_to_atom(Node)),
    true = net_kernel:connect_node(get(node)),
    Host = list_to_binary(Domain),
    Answer = answer(Command, Host, [base64:decode(Word) || Word <- Words]),
    ok = io:setopts([{encoding, unicode}]),
    io:format("~ts~n", [ask(misc, json_encode, [Answer])]).

%% Has the node call a function. What goes wrong there ends this program with a word of it.
ask(Module, Function, Arguments) ->
    case rpc:call(get(node), Module, Function, Arguments) of
        {badrpc, Reason} ->
            io:format(standard_error, "~s:~s failed: ~0p~n", [Module, Function, Reason]),
            halt(1);
        Answer ->
            Answer
    end.

answer("list", Host, []) ->
    [summary(Name, Host) || {Name, _} <- lists:sort(ask(ejabberd_auth, get_users, [Host]))];
answer("invites", Host, []) ->
    lists:sort(fun(#{created := One}, #{created := Other}) -> One =< Other end, invites(Host));
answer("invite", Host, [Name, Seconds]) ->
    invited(ask(mod_invites, generate_invite, [Name, Host]), Name, Host, Seconds);
answer("retract", Host, [Token]) ->
    case [Invite || #{token := Found} = Invite <- invites(Host), Found =:= Token] of
        [] ->
            refused("there is no such link");
        [#{state := open, kind := Kind} = Invite] ->
            %% Of those to a contact list ejabberd ends none.
            End = case Kind of contact -> delete_invite_by_token; _ -> expire_invite_by_token end,
            ok = ask(mod_invites, End, [Host, Token]),
            Invite#{state := over};
        [#{state := State}] ->
            refused(["the link is ", atom_to_list(State), " already"])
    end;
answer("shut", Host, []) ->
    Shut = [
        Name
     || Jid <- ask(mod_private, get_users_with_data, [Host, ?BANNED]),
        {Name, _, _} <- [ask(jid, tolower, [Jid])],
        is_open_again(Name, Host)
    ],
    [shut(Name, Host, reason(banned(Name, Host))) || Name <- Shut],
    Shut;
answer(Command, Host, [Name | More]) ->
    case ask(ejabberd_auth, user_exists, [Name, Host]) of
        true -> change(Command, Name, Host, More);
        false -> refused(["there is no account ", Name, "@", Host])
    end.

change("show", Name, Host, []) ->
    details(Name, Host);
change("disable", Name, Host, [Reason]) ->
    case disabled(Name, Host) of
        null ->
            forget_resets(Name, Host),
            shut(Name, Host, Reason);
        _ ->
            refused([Name, " is disabled already"])
    end;
change("enable", Name, Host, []) ->
    case disabled(Name, Host) of
        null ->
            refused([Name, " is not disabled"]);
        _ ->
            ok = ask(mod_admin_extra, unban_account, [Name, Host]),
            summary(Name, Host)
    end;
change("reset", Name, Host, [Seconds]) ->
    case disabled(Name, Host) of
        null ->
            forget_resets(Name, Host),
            invited(ask(mod_invites, generate_reset_token, [Name, Host]), Name, Host, Seconds);
        _ ->
            refused([Name, " is disabled; to open it: ./stand user enable ", Name])
    end;
change("remove", Name, Host, []) ->
    case ask(acl, match_rule, [Host, configure, ask(jid, make, [Name, Host])]) of
        %% A guest who took the name had them too.
        allow ->
            refused([Name, " has the rights of an administrator still, which ./stand up takes"]);
        deny ->
            #{rooms := Rooms} = Details = details(Name, Host),
            [ask(mod_muc_admin, destroy_room, split(Room)) || Room <- Rooms],
            forget_resets(Name, Host),
            ok = ask(ejabberd_auth, remove_user, [Name, Host]),
            Details
    end.

%% Ends links by which a password of an account is set: they would be good for the next one of that name, too.
forget_resets(Name, Host) ->
    Open =
        case ask(gen_mod, is_loaded, [Host, mod_invites]) of
            true -> [Token || #{kind := reset, name := Of, state := open, token := Token} <- invites(Host), Of =:= Name];
            false -> []
        end,
    [ok = ask(mod_invites, expire_invite_by_token, [Host, Token]) || Token <- Open].

refused(Why) -> #{refused => iolist_to_binary(Why)}.

summary(Name, Host) ->
    #{
        name => Name,
        sessions => length(ask(ejabberd_sm, get_user_resources, [Name, Host])),
        last => last(Name, Host),
        disabled => disabled(Name, Host)
    }.

details(Name, Host) ->
    maps:merge(summary(Name, Host), #{
        sessions => [
            #{
                client => Resource,
                address => list_to_binary(Address),
                node => list_to_binary(Node),
                seconds => Seconds
            }
         || {_, Address, _, _, Node, Seconds, _, Resource, _} <-
                ask(mod_admin_extra, user_sessions_info, [Name, Host])
        ],
        contacts => length(ask(mod_roster, get_roster, [Name, Host])),
        waiting => ask(mod_offline, count_offline_messages, [Name, Host]),
        archived => archived(Name, Host),
        files => length(files(Name, Host)),
        rooms => [Room || Room <- ask(mod_muc_admin, muc_online_rooms, [<<"global">>]), owns_alone(Name, Host, Room)]
    }).

%% A link that was just made, as the stand's administrators want it: mod_invites knows one lifetime for all.
invited({error, Reason}, Name, Host, _) ->
    refused(
        case Reason of
            "Username already taken" -> ["there is an account ", Name, "@", Host, " already"];
            reserved -> [Name, " is invited already; ./stand invite --list has the link"];
            account_name_invalid -> ["nobody can be called ", Name];
            _ -> io_lib:format("ejabberd makes no link: ~0p", [Reason])
        end
    );
invited({Uri, Link}, Name, Host, Seconds) ->
    [_, Token] = binary:split(Uri, <<"preauth=">>),
    Expires = calendar:system_time_to_rfc3339(
        erlang:system_time(second) + binary_to_integer(Seconds), [{offset, "Z"}]
    ),
    Query = ["UPDATE invite_token SET expires = '", string:trim(Expires, trailing, "Z"), "' WHERE token = '", Token, "'"],
    {updated, 1} = ask(ejabberd_sql, sql_query, [Host, iolist_to_binary(Query)]),
    #{name => Name, link => Link, uri => Uri, token => Token, expires => list_to_binary(Expires)}.

invites(Host) -> [invite(Listed) || Listed <- ask(mod_invites, list_invites, [Host])].

invite({Token, IsValid, Created, Expires, Kind, _, Invitee, Name, Uri, Link}) ->
    State =
        case {IsValid, Invitee} of
            {true, _} -> open;
            {false, <<>>} -> over;
            _ -> used
        end,
    #{
        token => Token,
        kind => case Kind of reset_token -> reset; roster_only -> contact; _ -> invite end,
        name => Name,
        state => State,
        invitee => Invitee,
        created => Created,
        expires => Expires,
        uri => Uri,
        link => Link
    }.

%% When the last session ended; null for a session that is there, and where there was none.
last(Name, Host) ->
    case ask(mod_last, get_last_info, [Name, Host]) of
        {ok, Seconds, Status} when Status =/= ?NEVER ->
            list_to_binary(calendar:system_time_to_rfc3339(Seconds, [{offset, "Z"}]));
        _ ->
            null
    end.

disabled(Name, Host) ->
    case maps:from_list(ask(mod_admin_extra, get_ban_details, [Name, Host])) of
        #{"bandate" := Since, "reason" := Reason} -> #{since => Since, reason => Reason};
        _ -> null
    end.

%% A number of the archive's rows: nodeprep has no quotes in a name.
archived(Name, Host) ->
    Query = <<"SELECT count(*) FROM archive WHERE username = '", Name/binary, "'">>,
    {selected, _, [[Count]]} = ask(ejabberd_sql, sql_query, [Host, Query]),
    binary_to_integer(Count).

files(Name, Host) ->
    Owner = ask(str, sha, [<<Name/binary, $@, Host/binary>>]),
    Folder = filename:join(ask(mod_http_upload_opt, docroot, [Host]), Owner),
    lists:usort(lists:append(on_all(filelib, wildcard, ["*/*", binary_to_list(Folder)]))).

on_all(Module, Function, Arguments) ->
    Nodes = ask(ejabberd_cluster, get_nodes, []),
    {Answers, []} = ask(rpc, multicall, [Nodes, Module, Function, Arguments]),
    Answers.

owns_alone(Name, Host, Room) ->
    %% None of a room that has ended meanwhile.
    Affiliations = ask(mod_muc_admin, get_room_affiliations, split(Room)),
    is_list(Affiliations) andalso [{Name, Host}] =:= [{User, Server} || {User, Server, owner, _} <- Affiliations].

split(Room) -> binary:split(Room, <<"@">>).

%% ejabberd signs what it writes of a disabled account with the cookie; signed with another one it is nothing.
is_open_again(Name, Host) ->
    disabled(Name, Host) =:= null andalso
        ask(fxml, get_subtag_cdata, [banned(Name, Host), <<"bandate">>]) =/= <<>>.

banned(Name, Host) ->
    Nothing = {xmlel, <<"banned">>, [{<<"xmlns">>, ?BANNED}], []},
    [Banned] = ask(mod_private, get_data, [Name, Host, [{?BANNED, Nothing}]]),
    Banned.

reason(Banned) -> ask(fxml, get_subtag_cdata, [Banned, <<"reason">>]).

shut(Name, Host, Reason) ->
    ok = ask(mod_admin_extra, ban_account_v2, [Name, Host, Reason]),
    summary(Name, Host).
