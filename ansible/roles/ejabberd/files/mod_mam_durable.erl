%% Ansible managed
%% The archive of messages in SQL, which takes a message again when the connection broke while it was
%% stored. A statement that waits for a connection ejabberd sends later; one that was under way when
%% the primary was lost fails, and its message would be delivered but not archived.
-module(mod_mam_durable).

-export([select/7, select_with_mucsub/6, delete_old_messages_batch/4]).
-export(['$handle_undefined_function'/2]).

%% Each try waits in the pool's queue until there is a connection.
-define(TRIES, 10).

%% mod_mam looks whether there are these before it calls them.
select(Server, Requestor, Archive, Query, RSM, Type, Flags) ->
    mod_mam_sql:select(Server, Requestor, Archive, Query, RSM, Type, Flags).

select_with_mucsub(Server, Requestor, Archive, Query, RSM, Flags) ->
    mod_mam_sql:select_with_mucsub(Server, Requestor, Archive, Query, RSM, Flags).

delete_old_messages_batch(Server, Time, Type, Size) ->
    mod_mam_sql:delete_old_messages_batch(Server, Time, Type, Size).

%% Whatever else mod_mam_sql has in this release of ejabberd.
'$handle_undefined_function'(store, Args) -> store(Args, ?TRIES);
'$handle_undefined_function'(Function, Args) -> apply(mod_mam_sql, Function, Args).

store(Args, Tries) ->
    case apply(mod_mam_sql, store, Args) of
        {error, _} when Tries > 1 -> store(Args, Tries - 1);
        Result -> Result
    end.
