-- events: what somebody has to look at.
create table event (
  id              bigint generated always as identity primary key,
  customer_id     bigint      not null references customer,
  kind            text        not null,
  device_id       bigint      references device on delete cascade,
  hostname        text        not null,
  words           text        not null,
  at              timestamptz not null,
  acknowledged_by text,
  acknowledged_at timestamptz,
  check ((acknowledged_by is null) = (acknowledged_at is null))
);
create index event_open on event (customer_id, id desc) where acknowledged_at is null;

-- credentials: a device may have a trusted key of each algorithm.
drop index known_host_trusted;
create unique index known_host_trusted on known_host (device_id, algorithm) where state = 'trusted';
create index known_host_by_customer on known_host (customer_id, id desc);

-- Whether the first key of a device is trusted: of a group, or of a customer where that is null.
create table host_key_policy (
  customer_id bigint  not null references customer on delete cascade,
  group_id    bigint  references device_group on delete cascade,
  first_use   boolean not null,
  unique nulls not distinct (customer_id, group_id)
);
