-- runs: one device's part of a job, and the log of what the device sent.
create table run (
  id          bigint generated always as identity primary key,
  job_id      bigint      not null references job on delete cascade,
  customer_id bigint      not null references customer,
  device_id   bigint      references device on delete set null,
  hostname    text        not null,
  address     text        not null,
  port        int         not null,
  platform    text        not null,
  commands    text[]      not null,
  status      text        not null default 'pending'
              check (status in ('pending', 'running', 'ok', 'error', 'cancelled', 'interrupted')),
  cause       jsonb,
  cancel      boolean     not null default false,
  node        text,
  bytes       bigint      not null default 0,
  lines       bigint      not null default 0,
  seq         int         not null default 0,
  waiting_for text,
  created_at  timestamptz not null,
  started_at  timestamptz,
  finished_at timestamptz,
  -- A final state has an end, and only a failed run has a cause.
  check ((status in ('pending', 'running')) = (finished_at is null)),
  check ((status in ('error', 'interrupted', 'cancelled')) = (cause is not null))
);
create index run_by_customer on run (customer_id, id desc);
create index run_by_status on run (customer_id, status, id desc);
create index run_by_device on run (device_id, id desc);
create index run_by_job on run (job_id, id);
create index run_unfinished on run (node) where status = 'running';

-- Append-only: bytes as the device sent them, and marks between them (driver: Mark). Every view of a
-- session derives from this log. line, command and part tell where the entry begins, so that a
-- reader can start at any entry whose line_start is true.
create table run_entry (
  run_id     bigint      not null references run on delete cascade,
  seq        int         not null,
  at         timestamptz not null,
  line_start boolean     not null,
  line       bigint      not null,
  command    int         not null,
  part       text        not null,
  data       bytea,
  mark       jsonb,
  primary key (run_id, seq),
  check ((data is null) <> (mark is null))
);
