%% Ansible managed
%% The SQL storage of mod_invites, which refuses more, and says why nobody got an account. mod_invites expects a word for
%% what mod_register refuses, gets a whole error, and shows that as it is: "Unexpected error condition: {stanza_error,…".
-module(mod_invites_clear).

-export([set_invitee/5]).
-export(['$handle_undefined_function'/2]).

set_invitee(Register, Host, Token, Invitee, Name) ->
    case is_good(mod_invites_sql:get_invite(Host, Token), Host, Invitee) of
        true -> clear(mod_invites_sql:set_invitee(Register, Host, Token, Invitee, Name));
        false -> {error, not_allowed}
    end.

%% What mod_invites does not ask: whether there still is the account whose password is set, and whether who invites may
%% have accounts made. An invitation to a contact list, which everybody may give, has no invitee when it makes one.
is_good({invite_token, _, {Inviter, _}, _, _, _, Type, Name}, Host, Invitee) ->
    case Type of
        reset_token -> ejabberd_auth:user_exists(Name, Host);
        roster_only when Invitee =/= <<>> -> true;
        _ when Inviter =:= <<>> -> true;
        _ -> mod_invites:create_account_allowed(Host, jid:make(Inviter, Host)) =:= ok
    end;
is_good(_, _, _) ->
    true.

clear({error, Refusal}) when element(1, Refusal) =:= stanza_error -> {error, word(element(4, Refusal))};
clear(Answer) -> Answer.

%% By the conditions of mod_register.
word('not-acceptable') -> weak_password;
word('jid-malformed') -> invalid_jid;
word('internal-server-error') -> db_failure;
word(conflict) -> conflict;
word(_) -> not_allowed.

'$handle_undefined_function'(Function, Arguments) -> apply(mod_invites_sql, Function, Arguments).
