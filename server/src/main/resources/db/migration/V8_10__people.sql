-- people: what a customer is besides its name, and when people logged in last.
alter table customer
  add column active              boolean     not null default true,
  -- The networks in which the addresses of its devices lie; empty for any.
  add column ranges              cidr[]      not null default '{}',
  -- Which env:, file: and vault: credentials it may use; none for a new one.
  add column credential_patterns text[]      not null default '{}',
  add column updated_at          timestamptz not null default now();
update customer set credential_patterns = '{*}';
create unique index customer_by_name on customer (lower(name));

alter table app_user add column last_login_at timestamptz;
create index membership_by_customer on membership (customer_id);
create index api_key_by_customer on api_key (customer_id, id desc) where revoked_at is null;

-- The trail outlives the customer that it tells of.
alter table audit_event drop constraint if exists audit_event_customer_id_fkey;

-- What somebody set up for a customer goes with it. Devices, jobs and runs do not: they keep it.
do $$
declare
  fk record;
begin
  for fk in
    select c.conname, c.conrelid::regclass as referring, a.attname
    from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = 'customer'::regclass and c.confdeltype = 'a'
      and c.conrelid::regclass::text not in ('device', 'job', 'run')
  loop
    execute format(
        'alter table %s drop constraint %I, add constraint %I foreign key (%I) references customer on delete cascade',
        fk.referring, fk.conname, fk.conname, fk.attname);
  end loop;
end $$;
