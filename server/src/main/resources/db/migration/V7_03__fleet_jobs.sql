-- jobs for a fleet: nodes, waiting and retried jobs, and one ordered log of what happens in a job.

-- Who is alive: each node writes seen_at every second; what a node held that does so no longer is
-- judged by the others.
create table node (
  name       text        primary key,
  version    text        not null,
  started_at timestamptz not null default now(),
  seen_at    timestamptz not null default now()
);

alter table job
  drop column status,
  add column title      text    not null default '',
  add column priority   text    not null default 'person' check (priority in ('person', 'bulk')),
  add column parent_id  bigint  references job on delete set null,
  add column due_at     timestamptz,
  -- Whether its parts may be made and begin: false until due_at.
  add column released   boolean not null default true,
  add column cancel     boolean not null default false,
  -- How many of its parts have been made; the others are counted as pending.
  add column made       int     not null default 0,
  -- The number of its newest event.
  add column seq        bigint  not null default 0,
  set (fillfactor = 50);
update job set made = total;
alter table job
  add check (made <= total),
  add column status text not null generated always as (
    case when total = 0                        then 'success'
         when pending = total and not released then 'scheduled'
         when pending = total                  then 'queued'
         when pending + running > 0            then 'running'
         when ok = total                       then 'success'
         when cancelled = total                then 'cancelled'
         when ok > 0                           then 'partial'
         else 'failed' end) stored;
create index job_by_status on job (customer_id, status, id desc);
create index job_by_requester on job (customer_id, requested_by, id desc);
create index job_by_parent on job (parent_id) where parent_id is not null;

-- What happened in a job, in the order in which it was committed: a run came to a status, or its
-- log grew to an entry. Numbered under the lock of the job's row, so that a reader who has seen
-- number n has seen all before it.
create table job_event (
  job_id bigint not null references job on delete cascade,
  seq    bigint not null,
  run_id bigint not null,
  status text   not null,
  entry  int    not null,
  primary key (job_id, seq)
);

-- The devices of a job whose runs have not been made.
create table run_target (
  job_id    bigint not null references job on delete cascade,
  position  int    not null,
  device_id bigint not null,
  -- Its own commands; null for those of the job.
  commands  jsonb,
  primary key (job_id, position)
);

alter table run
  add column mode       text   not null default 'read' check (mode in ('read', 'change')),
  -- Counts the claims: what an earlier claim writes is not taken.
  add column attempt    int    not null default 0,
  -- What it needs a permit of while it runs, e.g. site:1/ams.
  add column scopes     text[] not null default '{}',
  -- What the runs of a job are compared by: equal outputs have equal sums.
  add column output_sum bytea,
  add column not_before timestamptz,
  drop column waiting_for,
  set (fillfactor = 70);
create index run_by_job_status on run (job_id, status, id);
create index run_by_job_output on run (job_id, output_sum) where output_sum is not null;
create index run_waiting on run (not_before) where status = 'pending' and not_before is not null;

-- How many may be held at once, or per second for kind login: of the key, or of every key of the
-- kind where the key is empty; of the customer, or of every customer where that is null.
create table permit_limit (
  id          bigint generated always as identity primary key,
  customer_id bigint references customer on delete cascade,
  kind        text   not null check (kind in ('global', 'customer', 'site', 'group', 'device', 'login')),
  key         text   not null default '',
  value       numeric not null check (value > 0),
  unique nulls not distinct (customer_id, kind, key)
);
