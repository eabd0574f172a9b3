-- credentials: the SSH host keys of devices. Secrets are not in the database.
create table known_host (
  id          bigint generated always as identity primary key,
  customer_id bigint      not null references customer,
  device_id   bigint      not null references device on delete cascade,
  host        text        not null,
  port        int         not null,
  algorithm   text        not null,
  fingerprint text        not null,
  public_key  text        not null,
  state       text        not null check (state in ('trusted', 'pending')),
  first_seen  timestamptz not null,
  last_seen   timestamptz not null,
  decided_by  text        not null default '',
  unique (device_id, fingerprint)
);
-- A device has one key that is trusted.
create unique index known_host_trusted on known_host (device_id) where state = 'trusted';
