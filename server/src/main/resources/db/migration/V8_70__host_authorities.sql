-- credentials: keys that sign the host certificates of all devices that patterns of names and addresses match,
-- as a line of known_hosts with @cert-authority writes them.
create table host_authority (
  id          bigint generated always as identity primary key,
  customer_id bigint      not null references customer on delete cascade,
  hosts       text        not null,
  algorithm   text        not null,
  fingerprint text        not null,
  public_key  text        not null,
  created_at  timestamptz not null,
  created_by  text        not null
);
create unique index host_authority_once on host_authority (customer_id, fingerprint, md5(hosts));

-- Until now an authority stood with each device that it was imported for.
insert into host_authority (customer_id, hosts, algorithm, fingerprint, public_key, created_at, created_by)
select k.customer_id,
    string_agg(distinct case when k.port = 22 then lower(h.host) else '[' || lower(h.host) || ']:' || k.port end, ','),
    min(k.algorithm), k.fingerprint, k.public_key, min(k.first_seen), min(k.decided_by)
from known_host k join device d on d.id = k.device_id
cross join lateral (values (d.hostname), (d.address)) h (host)
where k.state = 'authority'
group by k.customer_id, k.fingerprint, k.public_key;
delete from known_host where state = 'authority';
alter table known_host
  drop constraint known_host_state_check,
  add constraint known_host_state_check check (state in ('trusted', 'pending', 'revoked'));

-- runs: a change of the way to devices is told to all nodes, which close the idle sessions on it.
create function way_to_device_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('netauto_device_ways', (to_jsonb(old) ->> tg_argv[0]));
  return null;
end
$$;
create function ways_of_customer_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('netauto_customer_ways', coalesce(to_jsonb(old), to_jsonb(new)) ->> tg_argv[0]);
  return null;
end
$$;
create function ways_of_members_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('netauto_customer_ways', customer_id::text) from (
    select distinct g.customer_id from changed c join device_group g on g.id = c.group_id
    where g.cred_ref is not null or g.jump_host_id is not null) g;
  return null;
end
$$;

create trigger device_way after update on device for each row
  when ((old.address, old.port, old.protocol, old.ssh_profile, old.jump_host, old.username, old.cred_ref,
      old.platform, old.enabled)
    is distinct from (new.address, new.port, new.protocol, new.ssh_profile, new.jump_host, new.username,
      new.cred_ref, new.platform, new.enabled))
  execute function way_to_device_changed('id');
create trigger device_way_gone after delete on device for each row
  execute function way_to_device_changed('id');
create trigger known_host_way after update on known_host for each row
  when (old.state is distinct from new.state) execute function way_to_device_changed('device_id');
create trigger known_host_way_gone after delete on known_host for each row
  when (old.state <> 'pending') execute function way_to_device_changed('device_id');

create trigger customer_ways after update on customer for each row
  when ((old.ranges, old.active, old.credential_patterns)
    is distinct from (new.ranges, new.active, new.credential_patterns))
  execute function ways_of_customer_changed('id');
create trigger stored_credential_ways after update on stored_credential for each row
  when ((old.name, old.changed_at) is distinct from (new.name, new.changed_at))
  execute function ways_of_customer_changed('customer_id');
create trigger stored_credential_ways_gone after delete on stored_credential for each row
  execute function ways_of_customer_changed('customer_id');
create trigger host_authority_ways after delete on host_authority for each row
  execute function ways_of_customer_changed('customer_id');
create trigger device_group_ways after update on device_group for each row
  when ((old.cred_ref, old.jump_host_id, old.filter) is distinct from (new.cred_ref, new.jump_host_id, new.filter))
  execute function ways_of_customer_changed('customer_id');
create trigger device_group_ways_gone after delete on device_group for each row
  when (old.cred_ref is not null or old.jump_host_id is not null)
  execute function ways_of_customer_changed('customer_id');
create trigger device_group_ways_new after insert on device_group for each row
  when (new.cred_ref is not null or new.jump_host_id is not null)
  execute function ways_of_customer_changed('customer_id');
create trigger device_group_member_ways after insert on device_group_member
  referencing new table as changed for each statement execute function ways_of_members_changed();
create trigger device_group_member_ways_gone after delete on device_group_member
  referencing old table as changed for each statement execute function ways_of_members_changed();
