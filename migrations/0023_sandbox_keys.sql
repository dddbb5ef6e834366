-- no transaction
-- squawk-ignore-file ban-concurrent-index-creation-in-transaction
-- The rows that were there before name no sandbox, so this finds nothing; it is a step of its own because it would hold up readers otherwise.
alter table businesses validate constraint businesses_sandbox_of_fkey;
alter table businesses validate constraint businesses_sandbox_id_fkey;
alter table businesses validate constraint businesses_sandbox_check;
-- One sandbox at a time; one that is closed leaves its place to another.
create unique index concurrently if not exists businesses_sandbox_of_key on businesses (sandbox_of) where status <> 'closed';
create unique index concurrently if not exists businesses_sandbox_id_key on businesses (sandbox_id);
