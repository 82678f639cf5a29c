%% Ansible managed
%% The pages of mod_invites for who has a link. Its own first page is left out: it takes an administrator's name and
%% password, and tries as many as somebody likes, which mod_fail2ban does not see.
-module(mod_invite_pages).

-export([process/2]).

%% What its form says of a name that somebody has already, or is to have.
-define(UNCLEAR, <<"Not allowed">>).
-define(CLEAR, <<"This name is taken. Choose another one.">>).

process([], _Request) ->
    {404, [], <<>>};
process(Path, Request) ->
    case mod_invites:process(Path, Request) of
        {400, Headers, Page} ->
            {400, Headers, binary:replace(iolist_to_binary(Page), ?UNCLEAR, ?CLEAR)};
        Answer ->
            Answer
    end.
