%% Ansible managed
%% Serves the stand's own pages to browsers: the web chat, and what people need to know. mod_http_fileserver lets one process
%% look at every file, which a name of 256 letters or with the byte 0 ends; ten of them within a second end the node's
%% modules. mod_conversejs writes its settings into the page, which a strict Content-Security-Policy forbids.
-module(mod_pages).
-behaviour(gen_mod).

-export([start/2, stop/1, reload/3, depends/2, mod_opt_type/1, mod_options/1, mod_doc/0]).
-export([process/2]).

-include("ejabberd_http.hrl").

start(_Host, _Opts) -> ok.

stop(_Host) -> ok.

reload(_Host, _New, _Old) -> ok.

depends(_Host, _Opts) -> [].

mod_opt_type(docroot) -> econf:directory();
mod_opt_type(headers) -> econf:map(econf:binary(), econf:binary()).

mod_options(_Host) -> [docroot, {headers, []}].

mod_doc() -> #{desc => "The stand's pages for browsers, of which text may be compressed beforehand (NAME.gz)."}.

%% By the domain's name alone: another name would be another origin, with log-ins of its own.
process(Path, #request{host = Host, method = Method, raw_path = Raw, headers = Asked}) ->
    Domain = ejabberd_config:get_myname(),
    {Status, Own, Text} =
        case find(Path, gen_mod:get_module_opt(Domain, ?MODULE, docroot)) of
            {ok, Name, Stored, Encoding} when Host == Domain, Method == 'GET' orelse Method == 'HEAD' ->
                found(Name, Stored, Encoding, Asked);
            {ok, _, _, _} when Host /= Domain ->
                {302, [{<<"Location">>, <<"https://", Domain/binary, Raw/binary>>}], <<>>};
            _ ->
                {404, [], <<"Not found">>}
        end,
    Plain = #{<<"Content-Type">> => <<"text/plain; charset=utf-8">>},
    Common = maps:from_list(gen_mod:get_module_opt(Domain, ?MODULE, headers)),
    {Status, maps:to_list(maps:merge(maps:merge(Plain, Common), maps:from_list(Own))), Text}.

%% A page's name goes without its ending; the first one has none.
find([], Root) -> find([<<"index.html">>], Root);
find(Path, Root) ->
    Name = lists:last(Path),
    case filename:extension(Name) of
        <<>> -> read(lists:droplast(Path) ++ [<<Name/binary, ".html">>], Root);
        _ -> read(Path, Root)
    end.

read(Path, Root) ->
    File = filename:join([Root | Path]),
    case length(Path) < 6 andalso lists:all(fun is_plain/1, Path) of
        true -> read(File, [{<<".gz">>, gzip}, {<<>>, none}], File);
        false -> error
    end.

read(_, [], _) -> error;
read(File, [{Ending, Encoding} | Others], Name) ->
    case file:read_file(<<File/binary, Ending/binary>>) of
        {ok, Stored} -> {ok, Name, Stored, Encoding};
        {error, _} -> read(File, Others, Name)
    end.

%% Nothing hidden, and nothing that leads elsewhere.
is_plain(Part) -> re:run(Part, "^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}\\z", [{capture, none}]) == match.

found(Name, Stored, Encoding, Asked) ->
    Accepted = proplists:get_value('Accept-Encoding', Asked, <<>>),
    IsPacked = Encoding == gzip andalso binary:match(Accepted, <<"gzip">>) /= nomatch,
    Digest = base64:encode(binary:part(crypto:hash(sha256, [Stored, atom_to_list(IsPacked)]), 0, 15)),
    Tag = <<$", Digest/binary, $">>,
    %% Kept by the browser, and asked for again: an answer without content costs little, a stale page much.
    Common = [{<<"ETag">>, Tag}, {<<"Cache-Control">>, <<"no-cache">>}, {<<"Vary">>, <<"Accept-Encoding">>}],
    Typed = [{<<"Content-Type">>, content_type(filename:extension(Name))} | Common],
    case {proplists:get_value('If-None-Match', Asked), IsPacked, Encoding} of
        {Tag, _, _} -> {304, Common, <<>>};
        {_, true, _} -> {200, [{<<"Content-Encoding">>, <<"gzip">>} | Typed], Stored};
        {_, false, gzip} -> {200, Typed, zlib:gunzip(Stored)};
        {_, false, none} -> {200, Typed, Stored}
    end.

content_type(<<".css">>) -> <<"text/css; charset=utf-8">>;
content_type(<<".crt">>) -> <<"application/x-x509-ca-cert">>;
content_type(<<".html">>) -> <<"text/html; charset=utf-8">>;
content_type(<<".ico">>) -> <<"image/vnd.microsoft.icon">>;
content_type(<<".js">>) -> <<"text/javascript; charset=utf-8">>;
content_type(<<".json">>) -> <<"application/json">>;
content_type(<<".mp3">>) -> <<"audio/mpeg">>;
content_type(<<".ogg">>) -> <<"audio/ogg">>;
content_type(<<".png">>) -> <<"image/png">>;
content_type(<<".svg">>) -> <<"image/svg+xml">>;
content_type(<<".ttf">>) -> <<"font/ttf">>;
content_type(<<".wasm">>) -> <<"application/wasm">>;
content_type(_) -> <<"application/octet-stream">>.
