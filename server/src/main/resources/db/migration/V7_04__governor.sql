-- governor: paced logins, credentials that are stopped, sessions that are used again.

-- When the next login of a realm may begin: one row for all nodes. Losing the last of it in a crash
-- of the database does no harm: the restart takes longer than a gap.
create unlogged table login_slot (
  customer_id bigint      not null,
  realm       text        not null,
  next_at     timestamptz not null,
  primary key (customer_id, realm)
) with (fillfactor = 50);

-- Credentials whose logins are being refused, one after the other without a success in between.
create table credential_breaker (
  customer_id bigint      not null references customer on delete cascade,
  cred_ref    text        not null,
  -- How many were refused in a row, the first and the last of them, and by which device the last.
  refused     int         not null,
  since       timestamptz not null,
  last_at     timestamptz not null,
  hostname    text        not null,
  -- Since when the credential is not used any more; null while it is.
  opened_at   timestamptz,
  -- When one login was let through to see whether it is right again; null when none was since.
  trial_at    timestamptz,
  primary key (customer_id, cred_ref)
);

alter table run
  -- Whether it was given a session that was open from an earlier run.
  add column session_reused   boolean not null default false,
  -- How often the device had no free line for it, and when that began.
  add column lines_full       int     not null default 0,
  add column lines_full_since timestamptz;
