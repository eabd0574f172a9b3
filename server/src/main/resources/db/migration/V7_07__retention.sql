-- retention: what the sweeps removed.
create table retention_report (
  id          bigint generated always as identity primary key,
  what        text        not null,
  dry_run     boolean     not null,
  started_by  text        not null,
  items       bigint      not null,
  bytes       bigint      not null,
  started_at  timestamptz not null,
  finished_at timestamptz
);
create index run_by_end on run (finished_at) where finished_at is not null;
create index job_by_end on job (finished_at) where finished_at is not null;
