%% Ansible managed
%% The folder in which this node has uploaded files, and what other nodes read of it. A file is USER/RANDOM/NAME, as in its
%% URL; USER is a hash. What is on its way here is in INCOMING, and appears at once when it is whole.
%%
%% Deleting is written down, or a node that was down meanwhile would bring the files back. All that is ever deleted is what a
%% user has sent until some time: the oldest files, or all of them. So REMOVED has that time for each such user.
-module(mod_upload_store).

%% For mod_upload_copies, here and on other nodes.
-export([tidy/1, incoming/1, create/2, place/3, discard/1]).
-export([is_here/2, describe/2, read/3, pull/4]).
-export([digests/1, files/2, lacking/3, removed/1, remove/3, forget/2, excess/2]).

-include_lib("kernel/include/file.hrl").

-define(INCOMING, ".incoming").
-define(REMOVED, ".removed").

%% Bytes that are asked of another node at once: what the nodes say to each other besides does not wait for long.
-define(PIECE, 262144).

%% Milliseconds that another node may take to answer for one.
-define(PATIENCE, 10000).

%% Deletes what was on its way when the node stopped.
tidy(Root) ->
    Folder = filename:join(Root, ?INCOMING),
    Now = life(),
    [discard(filename:join(Folder, Name)) || Name <- listed(Folder), hd(string:split(Name, "-")) =/= Now],
    ok.

%% A path for a file that is on its way, in a folder that somebody may have emptied.
incoming(Root) ->
    Number = integer_to_binary(erlang:unique_integer([positive])),
    Path = filename:join([Root, ?INCOMING, <<(life())/binary, $-, Number/binary>>]),
    _ = filelib:ensure_dir(Path),
    Path.

%% What no other run of the node has had.
life() -> integer_to_binary(erlang:system_info(creation)).

discard(Path) -> file:delete(Path).

%% Opens a new file for which there is room: a full disk is known before much is sent.
create(Path, Size) ->
    case file:open(Path, [write, exclusive, raw]) of
        {ok, Opened} ->
            case Size > 0 andalso file:allocate(Opened, 0, Size) of
                {error, Full} when Full =:= enospc; Full =:= edquot ->
                    file:close(Opened),
                    discard(Path),
                    {error, Full};
                %% Not every file system does that.
                _ ->
                    {ok, Opened}
            end;
        Error ->
            Error
    end.

%% Gives an incoming file its name, when it is on the disk.
place(Root, Incoming, File) ->
    Path = filename:join(Root, File),
    case steps([
        fun() -> on_disk(Incoming, [read, write, raw]) end,
        fun() -> filelib:ensure_dir(Path) end,
        fun() -> file:rename(Incoming, Path) end,
        fun() -> on_disk(filename:dirname(Path), [read, raw, directory]) end
    ]) of
        ok ->
            ok;
        Error ->
            discard(Incoming),
            Error
    end.

steps([]) -> ok;
steps([Step | Steps]) ->
    case Step() of
        ok -> steps(Steps);
        Error -> Error
    end.

on_disk(Path, Modes) ->
    case file:open(Path, Modes) of
        {ok, Opened} ->
            Result = file:sync(Opened),
            file:close(Opened),
            Result;
        Error ->
            Error
    end.

is_here(Root, File) -> filelib:is_regular(filename:join(Root, File)).

%% Size and time of a file.
describe(Root, File) ->
    case file:read_file_info(filename:join(Root, File), [raw, {time, posix}]) of
        {ok, #file_info{type = regular, size = Size, mtime = Time}} -> {ok, {Size, Time}};
        {ok, _} -> none;
        {error, enoent} -> none;
        Error -> Error
    end.

read(Root, File, Offset) ->
    case file:open(filename:join(Root, File), [read, raw, binary]) of
        {ok, Opened} ->
            Piece = file:pread(Opened, Offset, ?PIECE),
            file:close(Opened),
            Piece;
        Error ->
            Error
    end.

%% Has a file here that another node has, unless it was sent before a time, or is of those that were removed.
pull(Root, File, Node, Oldest) ->
    case is_here(Root, File) orelse erpc:call(Node, ?MODULE, describe, [Root, File], ?PATIENCE) of
        true ->
            ok;
        {ok, {Size, Time}} ->
            case is_wanted(Root, File, Time, Oldest) of
                true -> copy(Root, File, Node, Size, Time);
                false -> none
            end;
        Other ->
            Other
    end.

copy(Root, File, Node, Size, Time) ->
    Incoming = incoming(Root),
    case create(Incoming, Size) of
        {ok, Opened} ->
            Copied =
                try
                    copy(Root, File, Node, Opened, 0, Size)
                catch
                    error:Reason -> {error, Reason}
                end,
            file:close(Opened),
            Placed = steps([
                fun() -> Copied end,
                fun() -> file:write_file_info(Incoming, #file_info{mtime = Time}, [{time, posix}]) end,
                fun() -> place(Root, Incoming, File) end
            ]),
            Placed =:= ok orelse discard(Incoming),
            Placed;
        Error ->
            Error
    end.

copy(_, _, _, _, Size, Size) -> ok;
copy(Root, File, Node, Opened, Offset, Size) ->
    case erpc:call(Node, ?MODULE, read, [Root, File, Offset], ?PATIENCE) of
        {ok, Piece} ->
            case file:write(Opened, Piece) of
                ok -> copy(Root, File, Node, Opened, Offset + byte_size(Piece), Size);
                Error -> Error
            end;
        eof ->
            {error, eof};
        Error ->
            Error
    end.

%% Which of another node's files are to be here and are not.
lacking(Root, Files, Oldest) ->
    [
        File
     || {File, _, Time} <- Files, is_wanted(Root, File, Time, Oldest), not is_here(Root, File)
    ].

is_wanted(Root, File, Time, Oldest) ->
    [User | _] = filename:split(File),
    Time > max(until(Root, User), Oldest).

%% What each user's files are called altogether, in few bytes: two nodes that agree need not tell each other all names.
digests(Root) ->
    maps:from_list([
        {User, erlang:md5(lists:join($\n, lists:sort(names(Root, User))))}
     || User <- users(Root)
    ]).

%% The files of a user with their sizes and times, the oldest first.
files(Root, User) ->
    Described = [{File, describe(Root, File)} || File <- names(Root, User)],
    lists:keysort(3, [{File, Size, Time} || {File, {ok, {Size, Time}}} <- Described]).

names(Root, User) ->
    [
        filename:join([User, Random, Name])
     || Random <- listed(filename:join(Root, User)),
        Name <- listed(filename:join([Root, User, Random]))
    ].

users(Root) -> [User || User <- listed(Root), is_user(User)].

is_user(Name) -> re:run(Name, "^[0-9a-f]{40}$", [{capture, none}]) =:= match.

%% Names as they are on the disk, whatever locale the node runs by.
listed(Folder) ->
    case file:list_dir_all(Folder) of
        {ok, Names} -> [raw(Name) || Name <- Names];
        {error, _} -> []
    end.

raw(Name) when is_binary(Name) -> Name;
raw(Name) -> unicode:characters_to_binary(Name, unicode, file:native_name_encoding()).

%% For each user of whom files were removed, the time until which they were sent.
removed(Root) ->
    Users = listed(filename:join(Root, ?REMOVED)),
    maps:from_list([{User, until(Root, User)} || User <- Users, is_user(User)]).

until(Root, User) ->
    case file:read_file(filename:join([Root, ?REMOVED, User])) of
        {ok, Time} when Time =/= <<>> -> binary_to_integer(Time);
        _ -> 0
    end.

%% Removes what a user has sent until a time, for good.
remove(Root, User, Time) ->
    case until(Root, User) < Time of
        true ->
            Incoming = incoming(Root),
            Written = steps([
                fun() -> file:write_file(Incoming, integer_to_binary(Time)) end,
                fun() -> place(Root, Incoming, filename:join(?REMOVED, User)) end
            ]),
            delete(Root, User, Time),
            Written;
        false ->
            ok
    end.

%% Deletes what anybody has sent until a time, as each node does by itself.
forget(Root, Time) -> lists:foreach(fun(User) -> delete(Root, User, Time) end, users(Root)).

delete(Root, User, Time) ->
    Old = [File || {File, _, Sent} <- files(Root, User), Sent =< Time],
    lists:foreach(
        fun(File) ->
            Path = filename:join(Root, File),
            file:delete(Path),
            file:del_dir(filename:dirname(Path))
        end,
        Old
    ).

%% The time until which files must go, the oldest first, for the others to have a number of bytes at most. What was sent last
%% stays, whatever it takes.
excess([], _) ->
    none;
excess(Files, Most) ->
    {_, _, Newest} = lists:last(Files),
    Bytes = lists:sum([Size || {_, Size, _} <- Files]),
    excess(Files, Bytes - Most, Newest, none).

excess([{_, Size, Time} | Later], Excess, Newest, _) when Excess > 0, Time < Newest ->
    excess(Later, Excess - Size, Newest, Time);
excess(_, _, _, Time) ->
    Time.
