-- Jobs that begin by themselves, and when they may.
create table maintenance_window (
  id          bigint generated always as identity primary key,
  customer_id bigint      not null references customer,
  name        text        not null,
  -- When it opens: minute hour day month weekday, in the time zone.
  cron        text        not null,
  zone        text        not null,
  minutes     int         not null check (minutes between 1 and 10080),
  created_at  timestamptz not null,
  updated_at  timestamptz not null
);
create unique index maintenance_window_name on maintenance_window (customer_id, lower(name));

create table schedule (
  id           bigint generated always as identity primary key,
  customer_id  bigint      not null references customer,
  name         text        not null,
  -- What is asked for each time; its devices are looked up each time.
  request      jsonb       not null,
  cron         text        not null,
  zone         text        not null,
  enabled      boolean     not null,
  window_id    bigint      references maintenance_window,
  -- On whose behalf it runs: who saved it last.
  owner_id     bigint      not null,
  owner        text        not null,
  next_at      timestamptz,
  last_at      timestamptz,
  last_job_id  bigint      references job on delete set null,
  -- Why the last time made no job; null when it did.
  last_problem text,
  created_at   timestamptz not null,
  updated_at   timestamptz not null
);
create unique index schedule_name on schedule (customer_id, lower(name));
create index schedule_due on schedule (next_at) where enabled;
alter table job
  add column window_id   bigint references maintenance_window on delete set null,
  -- Until then its runs may begin; null for any time.
  add column open_until timestamptz;
