%% Ansible managed
%% The SQL storage of mod_invites, and why nobody got an account. mod_invites expects a word for what mod_register
%% refuses, gets a whole error, and shows that as it is: "Unexpected error condition: {stanza_error,…".
-module(mod_invites_clear).

-export([set_invitee/5]).
-export(['$handle_undefined_function'/2]).

set_invitee(Register, Host, Token, Invitee, Name) ->
    case mod_invites_sql:set_invitee(Register, Host, Token, Invitee, Name) of
        {error, Refusal} when element(1, Refusal) =:= stanza_error -> {error, word(element(4, Refusal))};
        Answer -> Answer
    end.

%% By the conditions of mod_register.
word('not-acceptable') -> weak_password;
word('jid-malformed') -> invalid_jid;
word('internal-server-error') -> db_failure;
word(conflict) -> conflict;
word(_) -> not_allowed.

'$handle_undefined_function'(Function, Arguments) -> apply(mod_invites_sql, Function, Arguments).
