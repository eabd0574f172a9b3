-- inventory: groups of devices, by membership or by a saved filter, and what they give to devices.
create table device_group (
  id           bigint generated always as identity primary key,
  customer_id  bigint      not null references customer,
  name         text        not null,
  description  text        not null,
  kind         text        not null check (kind in ('static', 'dynamic')),
  -- What the devices of a dynamic group have in common: {"text": …, "fields": {…}}.
  filter       jsonb       check ((kind = 'dynamic') = (filter is not null)),
  -- For devices without their own.
  cred_ref     text        check (cred_ref <> ''),
  jump_host_id bigint      references device,
  -- The most sessions at once to the devices of the group.
  max_sessions int         check (max_sessions > 0),
  created_at   timestamptz not null,
  updated_at   timestamptz not null
);
create unique index device_group_name on device_group (customer_id, lower(name));
create index device_group_by_jump_host on device_group (jump_host_id) where jump_host_id is not null;

create table device_group_member (
  group_id  bigint not null references device_group on delete cascade,
  device_id bigint not null references device on delete cascade,
  primary key (group_id, device_id)
);
create index device_group_member_by_device on device_group_member (device_id);
