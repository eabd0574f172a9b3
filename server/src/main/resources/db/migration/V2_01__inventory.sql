-- inventory: devices of a customer.
create table device (
  id          bigint generated always as identity primary key,
  customer_id bigint      not null references customer,
  hostname    text        not null,
  address     text        not null,
  port        int         not null check (port between 1 and 65535),
  protocol    text        not null check (protocol in ('ssh', 'telnet')),
  username    text        not null,
  cred_ref    text        not null,
  vendor      text        not null,
  platform    text        not null,
  model       text        not null,
  role        text        not null,
  site        text        not null,
  tags        jsonb       not null,
  metadata    jsonb       not null,
  enabled     boolean     not null,
  status      text        not null default 'unknown' check (status in ('unknown', 'reachable', 'unreachable')),
  checked_at  timestamptz,
  created_at  timestamptz not null,
  updated_at  timestamptz not null
);

create unique index device_name on device (customer_id, lower(hostname), lower(site));
-- One index for each order that the list offers; the id makes every order total (keyset paging).
create index device_by_hostname on device (customer_id, hostname, id);
create index device_by_address on device (customer_id, address, id);
create index device_by_platform on device (customer_id, platform, id);
create index device_by_site on device (customer_id, site, id);
create index device_by_role on device (customer_id, role, id);
create index device_by_vendor on device (customer_id, vendor, id);
create index device_by_created on device (customer_id, created_at, id);
create index device_by_updated on device (customer_id, updated_at, id);
create index device_by_tag on device using gin (tags jsonb_path_ops);
