%% Ansible managed
%% The pages of mod_invites for who has a link. Its own first page is left out: it takes an administrator's name and
%% password, and tries as many as somebody likes, which mod_fail2ban does not see.
-module(mod_invite_pages).

-export([process/2]).

%% What its form says of a name that somebody has already, or is to have, and of a link that nobody may use any more.
-define(UNCLEAR, <<"Not allowed">>).
-define(CLEAR, <<"This name is taken, or the link is good no more. Choose another name, or ask for another link.">>).

process([], _Request) ->
    {404, [], <<>>};
process(Path, Request) ->
    case mod_invites:process(Path, Request) of
        {400, Headers, Page} ->
            {400, for_us(Headers), binary:replace(iolist_to_binary(Page), ?UNCLEAR, ?CLEAR)};
        {Status, Headers, Page} ->
            {Status, for_us(Headers), Page};
        Answer ->
            Answer
    end.

%% That there is nothing but HTTPS, it would say of every name below the domain, and for a year.
for_us(Headers) -> proplists:delete(<<"Strict-Transport-Security">>, Headers).
