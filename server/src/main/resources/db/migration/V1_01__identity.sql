-- identity: customers, users, what a user is within a customer, API keys, and failed logins.
create table customer (
  id         bigint generated always as identity primary key,
  name       text        not null unique,
  created_at timestamptz not null default now()
);
insert into customer (name) values ('Default');

create table app_user (
  id                   bigint generated always as identity primary key,
  username             text        not null check (username = lower(username)) unique,
  display_name         text        not null default '',
  password_hash        text        not null,
  must_change_password boolean     not null default false,
  superuser            boolean     not null default false,
  active               boolean     not null default true,
  created_at           timestamptz not null,
  updated_at           timestamptz not null,
  password_changed_at  timestamptz not null default now()
);

create table membership (
  user_id     bigint not null references app_user on delete cascade,
  customer_id bigint not null references customer on delete cascade,
  role        text   not null check (role in ('viewer', 'operator', 'admin')),
  primary key (user_id, customer_id)
);

-- A key is 256 random bits, so a plain SHA-256 is enough: there is nothing to guess from a
-- dictionary, and every request needs it, which forbids a slow hash.
create table api_key (
  id           bigint generated always as identity primary key,
  user_id      bigint      not null references app_user on delete cascade,
  customer_id  bigint      not null references customer on delete cascade,
  name         text        not null,
  prefix       text        not null,
  key_hash     bytea       not null unique,
  -- Names of permissions that the key is narrowed to; null: all that its owner has.
  scopes       text[],
  created_at   timestamptz not null,
  expires_at   timestamptz,
  last_used_at timestamptz,
  revoked_at   timestamptz
);
create index api_key_by_user on api_key (user_id, id desc);

-- Failed logins by account and by address, so that a throttle holds on all nodes and over restarts.
create table login_failure (
  subject      text        primary key,
  failures     int         not null,
  last_failure timestamptz not null
);
create index login_failure_by_age on login_failure (last_failure);
