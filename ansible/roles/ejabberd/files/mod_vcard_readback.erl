%% Ansible managed
%% Reads a vCard back before its client is told that it is stored. When the database refuses one, such as one with
%% a name that is too long for PostgreSQL's indexes, mod_vcard crashes. ejabberd goes on after a hook that crashed:
%% the client would be told that all is well.
-module(mod_vcard_readback).
-behaviour(gen_mod).

-export([start/2, stop/1, reload/3, depends/2, mod_options/1, mod_doc/0]).
-export([read_back/1]).

%% Runs after mod_vcard (50) has stored it, and before mod_vcard_xupdate (90) and mod_avatar (100) announce it.
start(_Host, _Opts) -> {ok, [{hook, vcard_iq_set, read_back, 60}]}.

stop(_Host) -> ok.

reload(_Host, _New, _Old) -> ok.

depends(_Host, _Opts) -> [{mod_vcard, hard}].

mod_options(_Host) -> [].

mod_doc() -> #{desc => "Clients are told when their vCards are not stored."}.

read_back(IQ) when element(1, IQ) =:= iq ->
    {User, Server, _} = jid:tolower(xmpp:get_from(IQ)),
    [VCard] = xmpp:get_els(IQ),
    %% As mod_vcard_sql writes and reads it.
    Sent = fxml_stream:parse_element(fxml:element_to_binary(xmpp:encode(VCard))),
    %% Not by mod_vcard's cache, which still has what was stored before.
    Storage = gen_mod:db_mod(Server, mod_vcard),
    case Storage:get_vcard(User, Server) of
        {ok, [Sent]} ->
            IQ;
        {ok, _} ->
            Text = <<"The vCard cannot be stored: shorten its fields, such as the name, or try again later">>,
            %% Any client library knows this condition; slixmpp knows no policy-violation, and would wait for ever.
            {stop, xmpp:err_not_acceptable(Text, xmpp:get_lang(IQ))};
        error ->
            Text = <<"The database did not tell whether the vCard is stored: try again later">>,
            {stop, xmpp:err_internal_server_error(Text, xmpp:get_lang(IQ))}
    end;
read_back(Refused) ->
    Refused.
