%% Ansible managed
%% Has every node keep every uploaded file, so that one name leads to all of them, whichever node answers. mod_http_upload
%% stores a file on the node that it was sent to, and only the node that promised to take it does.
%%
%% A file is on each running node before its sender is told that it is accepted. One that a node lacks, since it was down,
%% empty, or full, it takes from the others later, and at once when somebody asks for it.
-module(mod_upload_copies).
-behaviour(gen_server).

%% For ejabberd, its listeners and hooks, and the supervisor.
-export([start/2, stop/1, reload/3, depends/2, mod_opt_type/1, mod_options/1]).
-export([process/2, slot_requested/6, user_removed/2, lacking/0]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).
%% For the same module on other nodes.
-export([pull/2]).

-include_lib("kernel/include/logger.hrl").
-include("ejabberd_commands.hrl").
-include("ejabberd_http.hrl").

%% Bytes that are read at once; milliseconds that a client may be silent, and that others may take to copy a file before its
%% sender is told. They go on meanwhile.
-define(PIECE, 65536).
-define(SILENCE, 30000).
-define(COPYING, 15000).

%% Milliseconds for a node to answer, and to look through its folder, which takes seconds for some ten thousand files; between
%% two comparisons with others, and after one has come; and between two tries to get what is lacking.
-define(ANSWER, 3000).
-define(LOOKING, 120000).
-define(COMPARE, 600000).
-define(ARRIVAL, 2000).
-define(MEND, 10000).

%% Bytes of a name, as file systems have it.
-define(LONGEST_NAME, 255).

%% What browsers may show by itself. They would run scripts of a page or a drawing; whatever a page embeds they show anyway.
-define(SHOWN, [
    <<"image/bmp">>,
    <<"image/gif">>,
    <<"image/jpeg">>,
    <<"image/png">>,
    <<"image/tiff">>,
    <<"image/webp">>,
    <<"text/plain">>
]).

-define(HOOKS, [{http_upload_slot_request, slot_requested, 50}, {remove_user, user_removed, 60}]).

start(Host, Options) ->
    ejabberd_commands:register_commands(?MODULE, commands()),
    [ejabberd_hooks:add(Hook, Host, ?MODULE, Call, Order) || {Hook, Call, Order} <- ?HOOKS],
    gen_mod:start_child(?MODULE, Host, Options).

stop(Host) ->
    ejabberd_commands:unregister_commands(commands()),
    [ejabberd_hooks:delete(Hook, Host, ?MODULE, Call, Order) || {Hook, Call, Order} <- ?HOOKS],
    gen_mod:stop_child(?MODULE, Host).

commands() ->
    [
        #ejabberd_commands{
            name = uploads_lacking,
            tags = [server],
            desc = "Number of uploaded files that other nodes have and this one lacks",
            module = ?MODULE,
            function = lacking,
            result = {files, integer}
        }
    ].

%% Options are looked up when they are needed.
reload(_, _, _) -> ok.

depends(_, _) -> [{mod_http_upload, hard}].

%% Bytes that the files of a user may take altogether, and days for which files are kept.
mod_opt_type(quota) -> econf:pos_int(infinity);
mod_opt_type(max_days) -> econf:pos_int(infinity).

mod_options(_) -> [{quota, infinity}, {max_days, infinity}].

host() -> ejabberd_config:get_myname().

option(Name) -> gen_mod:get_module_opt(host(), ?MODULE, Name).

root() ->
    Root = str:strip(mod_http_upload_opt:docroot(host()), right, $/),
    mod_http_upload:expand_host(mod_http_upload:expand_home(Root), host()).

%% Files that were sent until then are too old.
oldest() ->
    case option(max_days) of
        infinity -> 0;
        Days -> erlang:system_time(second) - Days * 86400
    end.

others() -> ejabberd_cluster:get_nodes() -- [node()].

%% Requests

process([_User, _Random, _Name] = Slot, #request{method = 'PUT'} = Request) ->
    accept(Slot, Request);
process([_User, _Random, _Name] = Slot, #request{method = Method} = Request) when Method =:= 'GET'; Method =:= 'HEAD' ->
    case find(filename:join(Slot)) of
        unknown -> answer(503, <<"The file cannot be had at present: try again later.">>);
        _ -> download(hand_over(Slot, Request))
    end;
process([_User, _Random, _Name] = Slot, Request) ->
    hand_over(Slot, Request);
%% mod_http_upload would make an atom of the rest, and there is an end to those.
process(_, _) ->
    answer(404, <<"There is no such file.">>).

%% mod_http_upload knows itself by the one name; former URLs have the names of nodes.
hand_over(Path, Request) ->
    {ok, _, _, Name, _, _, _} = misc:uri_parse(
        mod_http_upload:expand_host(mod_http_upload_opt:put_url(host()), host())
    ),
    mod_http_upload:process(Path, Request#request{host = iolist_to_binary(Name)}).

download({200, Headers, Body}) ->
    case lists:member(proplists:get_value(<<"Content-Type">>, Headers), ?SHOWN) orelse
        lists:keymember(<<"Content-Disposition">>, 1, Headers) of
        true -> {200, Headers, Body};
        false -> {200, [{<<"Content-Disposition">>, <<"attachment">>} | Headers], Body}
    end;
download(Answer) ->
    Answer.

accept([_, _, Name], Request) when byte_size(Name) > ?LONGEST_NAME ->
    refuse(Request, 414, <<"The name of the file is too long: shorten it.">>);
accept(Slot, #request{length = Length} = Request) ->
    case promised(Slot, Length, [node() | others()]) of
        ok ->
            store(filename:join(Slot), Request);
        {error, size_mismatch} ->
            refuse(Request, 413, <<"The file has another size than was said.">>);
        {error, invalid_slot} ->
            refuse(Request, 403, <<"Nobody was told to send a file here, or it has been sent: ask anew.">>)
    end.

%% Whether any node promised to take the file, which counts once.
promised(Slot, Length, [Node | Nodes]) ->
    Process = {mod_http_upload:get_proc_name(host(), mod_http_upload), Node},
    Answer =
        try
            gen_server:call(Process, {use_slot, Slot, Length}, ?ANSWER)
        catch
            exit:_ -> {error, invalid_slot}
        end,
    case Answer of
        {error, invalid_slot} when Nodes =/= [] -> promised(Slot, Length, Nodes);
        {error, Reason} -> {error, Reason};
        _ -> ok
    end.

store(File, Request) ->
    Root = root(),
    Incoming = mod_upload_store:incoming(Root),
    case write(Incoming, Request) of
        ok ->
            case mod_upload_store:place(Root, Incoming, File) of
                ok ->
                    copy(File),
                    make_room(Root, hd(filename:split(File))),
                    answer(201, <<"The file is accepted.">>);
                {error, Reason} ->
                    failed(File, Reason)
            end;
        {error, Reason} ->
            mod_upload_store:discard(Incoming),
            failed(File, Reason)
    end.

failed(File, Reason) ->
    ?LOG_WARNING("The file ~ts is not accepted: ~p", [File, Reason]),
    case Reason of
        closed -> answer(400, <<"The file is not whole.">>);
        _ when Reason =:= enospc; Reason =:= edquot ->
            answer(507, <<"There is no room for files: tell the administrator.">>);
        _ ->
            answer(500, <<"The file cannot be stored: try again later.">>)
    end.

write(Path, Request) ->
    case mod_upload_store:create(Path, Request#request.length) of
        {ok, Opened} ->
            Written = take(Request, fun(Piece) -> file:write(Opened, Piece) end),
            file:close(Opened),
            Written;
        Error ->
            take(Request, fun(_) -> Error end)
    end.

%% Takes the whole body, whatever comes of writing it: a client hears no answer while it sends.
take(#request{data = Data, length = Length, sockmod = Module, socket = Socket}, Write) ->
    First = binary:part(Data, 0, min(Length, byte_size(Data))),
    take(Length - byte_size(First), {Module, Socket}, Write, Write(First)).

take(0, _, _, Written) ->
    Written;
take(Left, {Module, Socket} = From, Write, Written) ->
    case Module:recv(Socket, min(Left, ?PIECE), ?SILENCE) of
        {ok, Piece} when Written =:= ok -> take(Left - byte_size(Piece), From, Write, Write(Piece));
        {ok, Piece} -> take(Left - byte_size(Piece), From, Write, Written);
        {error, _} -> {error, closed}
    end.

%% Strangers, too, send here: what is longer than any file is not listened to.
refuse(#request{length = Length} = Request, Status, Text) ->
    Length > mod_http_upload_opt:max_size(host()) orelse take(Request, fun(_) -> ok end),
    answer(Status, Text).

%% With the text as reason, too: ejabberd has words for some numbers only, and not every client shows the body.
answer(Status, Text) ->
    Headers = mod_http_upload_opt:custom_headers(host()),
    {Status, Text, [{<<"Content-Type">>, <<"text/plain">>} | Headers], <<Text/binary, $\n>>}.

%% Copies

%% Has the other nodes take a file that is here.
copy(File) ->
    Others = others(),
    Answers = erpc:multicall(Others, ?MODULE, pull, [File, node()], ?COPYING),
    [
        ?LOG_WARNING("The file ~ts is not on ~s yet: ~p", [File, Node, Answer])
     || {Node, Answer} <- lists:zip(Others, Answers), Answer =/= {ok, ok}
    ].

%% Takes a file from another node. What comes to nothing is tried again later.
pull(File, Node) ->
    Answer =
        try
            mod_upload_store:pull(root(), File, Node, oldest())
        catch
            error:Reason -> {error, Reason}
        end,
    case Answer of
        {error, _} -> note(File);
        _ -> got(File)
    end,
    Answer.

%% Whether a file is here, if need be by another node; or nowhere, if each node says so; else that is unknown.
find(File) ->
    case mod_upload_store:is_here(root(), File) of
        true -> here;
        false -> find(File, others())
    end.

find(File, Others) ->
    Described = erpc:multicall(Others, mod_upload_store, describe, [root(), File], ?ANSWER),
    Answers = [answer_of(Node, Answer, File) || {Node, Answer} <- lists:zip(Others, Described)],
    All = mnesia:system_info(db_nodes) -- [node()],
    case lists:member(ok, Answers) of
        true ->
            here;
        false ->
            case Answers =:= [none || _ <- All] of
                true -> nowhere;
                false -> unknown
            end
    end.

answer_of(Node, {ok, {ok, _}}, File) -> pull(File, Node);
answer_of(_, {ok, none}, _) -> none;
answer_of(_, Error, _) -> Error.

lacking() -> ets:info(?MODULE, size).

note(File) -> catch ets:insert(?MODULE, {File}).

got(File) -> catch ets:delete(?MODULE, File).

init(_) ->
    ets:new(?MODULE, [named_table, public]),
    ok = mod_upload_store:tidy(root()),
    {ok, _} = mnesia:subscribe(system),
    self() ! compare,
    {ok, _} = timer:send_interval(?COMPARE, compare),
    {ok, _} = timer:send_interval(?MEND, mend),
    {ok, none}.

handle_call(_, _, State) -> {reply, State, State}.

handle_cast(_, State) -> {noreply, State}.

handle_info(compare, State) ->
    Root = root(),
    forget_old(Root),
    lists:foreach(fun(Node) -> compare(Root, Node) end, others()),
    mend(),
    {noreply, State};
handle_info(mend, State) ->
    mend(),
    {noreply, State};
handle_info({mnesia_system_event, {mnesia_up, _}}, State) ->
    erlang:send_after(?ARRIVAL, self(), compare),
    {noreply, State};
handle_info(_, State) ->
    {noreply, State}.

forget_old(Root) ->
    case oldest() of
        0 -> ok;
        Oldest -> mod_upload_store:forget(Root, Oldest)
    end.

%% Learns from another node what was removed, and what is lacking here.
compare(Root, Node) ->
    Ask = fun(Function, Arguments) ->
        erpc:call(Node, mod_upload_store, Function, [Root | Arguments], ?LOOKING)
    end,
    try
        maps:foreach(
            fun(User, Time) -> mod_upload_store:remove(Root, User, Time) end,
            Ask(removed, [])
        ),
        Own = mod_upload_store:digests(Root),
        Users = [User || {User, Digest} <- maps:to_list(Ask(digests, [])), maps:get(User, Own, none) =/= Digest],
        lists:foreach(
            fun(User) ->
                Lacking = mod_upload_store:lacking(Root, Ask(files, [User]), oldest()),
                lists:foreach(fun note/1, Lacking)
            end,
            Users
        )
    catch
        %% Also where the node has no such module yet.
        error:Reason ->
            ?LOG_WARNING("Files are not compared with those of ~s: ~p", [Node, Reason])
    end.

mend() ->
    lists:foreach(
        fun({File}) -> find(File) =:= unknown orelse got(File) end,
        ets:tab2list(?MODULE)
    ).

%% Users

%% What would have no room is refused before it is sent.
slot_requested(allow, _Host, _User, _Folder, Size, Language) ->
    case option(quota) of
        Quota when Size > Quota ->
            Text = <<"The file is larger than all files of a user may be">>,
            xmpp:err_not_acceptable(Text, Language);
        _ ->
            allow
    end;
slot_requested(Refused, _, _, _, _, _) ->
    Refused.

make_room(Root, User) ->
    case option(quota) of
        infinity ->
            ok;
        Quota ->
            Time = mod_upload_store:excess(mod_upload_store:files(Root, User), Quota),
            Time =:= none orelse remove(User, Time)
    end.

user_removed(User, Server) ->
    {Name, Domain, _} = jid:tolower(jid:make(User, Server)),
    remove(str:sha(<<Name/binary, $@, Domain/binary>>), erlang:system_time(second)).

remove(User, Time) ->
    Arguments = [root(), User, Time],
    erpc:multicall([node() | others()], mod_upload_store, remove, Arguments, ?COPYING),
    ok.
