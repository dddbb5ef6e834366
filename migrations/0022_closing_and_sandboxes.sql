-- In a business that is suspended or closed nothing changes any more. Who asks is told so before; a change that was on its way when it happened is
-- stopped here, where all that a transaction has collected passes, just before COMMIT. The closing itself is the last one; what happens to the
-- accounts of its people is noted all the same.
create function app.take_changes(changes jsonb) returns void
  language plpgsql
  set search_path = public, pg_temp
as $$
declare
  standing text;
begin
  -- Asked with the lock in hand: whoever takes it after the closing sees that, and whoever took it before is done before. Two statements, because
  -- one would see the business as it was before the wait.
  perform from business_counters where business_id = current_business() for no key update;
  select status into strict standing from businesses where id = current_business();
  if standing <> 'active' and not (standing = 'closed' and changes @> '[{"action": "business.closed"}]')
    and exists (select from jsonb_array_elements(changes) c where c #>> '{resource,type}' <> 'person') then
    raise exception 'The business is %.', standing using errcode = case standing when 'closed' then 'CF001' else 'CF002' end;
  end if;
  perform app.record_changes(changes);
end
$$;
grant execute on function app.take_changes(jsonb) to clientflow_app;

-- A sandbox is a business of its own, so that what keeps businesses apart keeps tests apart too. Each of the two names the other, because neither sees
-- the other's row.
alter table businesses
  add column sandbox_of uuid,
  add column sandbox_id uuid,
  add constraint businesses_sandbox_of_fkey foreign key (sandbox_of) references businesses (id) not valid,
  add constraint businesses_sandbox_id_fkey foreign key (sandbox_id) references businesses (id) not valid,
  add constraint businesses_sandbox_check check (sandbox_of is null or sandbox_id is null) not valid;

-- As before, and whether the business is a sandbox.
create or replace function app.memberships_of(person uuid) returns jsonb
  language plpgsql security definer
  set search_path = public, pg_temp
as $$
begin
  update team_members m set last_seen_at = now()
    where m.person_id = person and m.status = 'active' and (m.last_seen_at is null or m.last_seen_at < now() - interval '5 minutes');
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'business_id', m.business_id, 'business_name', b.name, 'business_status', b.status,
      'is_sandbox', b.sandbox_of is not null, 'member_id', m.id, 'role', m.role, 'extra_scopes', m.extra_scopes) order by m.created_at, m.id), '[]')
    from team_members m join businesses b on b.id = m.business_id
    where m.person_id = person and m.status = 'active');
end
$$;
