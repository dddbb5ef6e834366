create table invitations (
  business_id uuid not null default current_business(),
  id uuid not null default new_id(),
  email text not null,
  role text not null,
  extra_scopes text[] not null default '{}',
  message text,
  status text not null default 'pending',
  -- Part of the mailed token, so that sending again makes the earlier link useless.
  token_id uuid not null default gen_random_uuid(),
  invited_by_member_id uuid,
  -- How long a token lives, for when it is sent again.
  expires_in_hours integer not null default 72,
  expires_at timestamptz(3) not null,
  accepted_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version integer not null default 1,
  constraint invitations_pkey primary key (business_id, id),
  constraint invitations_business_fkey foreign key (business_id) references businesses (id),
  constraint invitations_invited_by_fkey foreign key (business_id, invited_by_member_id) references team_members (business_id, id),
  constraint invitations_role_check check (role in ('viewer', 'staff', 'manager', 'admin')),
  constraint invitations_status_check check (status in ('pending', 'accepted', 'expired', 'revoked'))
);
create unique index invitations_pending_key on invitations (business_id, email) where status = 'pending';
create index invitations_created_idx on invitations (business_id, created_at, id);
create index invitations_invited_by_idx on invitations (business_id, invited_by_member_id);

alter table invitations enable row level security;
alter table invitations force row level security;
create policy tenant on invitations to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));

grant select, insert, update on invitations to clientflow_app;
