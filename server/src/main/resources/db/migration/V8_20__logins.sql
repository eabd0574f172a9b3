-- logins: signing keys, refresh tokens, second factors, single sign-on, addresses known to an account.

-- The private keys that sign access tokens, as sealed JWKs; the newest signs, older ones verify.
create table signing_key (
  id         text        primary key,
  sealed     bytea       not null,
  created_at timestamptz not null
);

-- One login of a program, and the refresh tokens that came of it one after the other.
create table refresh_family (
  id                  uuid        primary key,
  user_id             bigint      not null references app_user on delete cascade,
  customer_id         bigint      not null references customer on delete cascade,
  password_changed_at timestamptz not null,
  created_at          timestamptz not null,
  expires_at          timestamptz not null,
  last_used_at        timestamptz not null,
  address             text        not null,
  revoked_at          timestamptz
);
create index refresh_family_by_user on refresh_family (user_id, last_used_at desc);
create index refresh_family_by_end on refresh_family (expires_at);

-- A token is 256 random bits: a plain SHA-256 is enough.
create table refresh_token (
  token_hash bytea       primary key,
  family_id  uuid        not null references refresh_family on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz,
  address    text        not null
);
create index refresh_token_by_family on refresh_token (family_id);

create table second_factor (
  user_id      bigint      primary key references app_user on delete cascade,
  sealed       bytea       not null,
  created_at   timestamptz not null,
  -- Null until a first code proved that the device has the key.
  confirmed_at timestamptz,
  -- The time step of the last code that was taken: no code is taken twice.
  last_step    bigint      not null default 0
);

create table recovery_code (
  user_id   bigint      not null references app_user on delete cascade,
  code_hash bytea       not null,
  used_at   timestamptz,
  primary key (user_id, code_hash)
);

alter table customer add column second_factor_required boolean not null default false;

-- Who a person is at the provider of single sign-on.
create table sso_identity (
  issuer     text        not null,
  subject    text        not null,
  user_id    bigint      not null references app_user on delete cascade,
  created_at timestamptz not null,
  primary key (issuer, subject)
);
create index sso_identity_by_user on sso_identity (user_id);

-- Where an account logged in from: failures of others elsewhere do not hold it back there.
create table known_address (
  user_id       bigint      not null references app_user on delete cascade,
  address       text        not null,
  last_login_at timestamptz not null,
  primary key (user_id, address)
);

-- When the trail was told of a subject that is held back, so that it is told once a minute.
alter table login_failure add column told_at timestamptz;
