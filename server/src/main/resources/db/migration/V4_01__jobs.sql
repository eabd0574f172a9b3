-- jobs: what was asked for. The counters of its parts are kept; the status is derived from them.
create table job (
  id              bigint generated always as identity primary key,
  customer_id     bigint      not null references customer,
  type            text        not null,
  mode            text        not null check (mode in ('read', 'change')),
  requested_by    text        not null,
  requester_id    bigint      not null,
  idempotency_key text,
  payload         jsonb       not null,
  total           int         not null,
  pending         int         not null,
  running         int         not null default 0,
  ok              int         not null default 0,
  error           int         not null default 0,
  cancelled       int         not null default 0,
  interrupted     int         not null default 0,
  status          text        not null generated always as (
    case when total = 0                    then 'success'
         when pending = total              then 'queued'
         when pending + running > 0        then 'running'
         when ok = total                   then 'success'
         when cancelled = total            then 'cancelled'
         when ok > 0                       then 'partial'
         else 'failed' end) stored,
  created_at      timestamptz not null,
  started_at      timestamptz,
  finished_at     timestamptz,
  check (pending + running + ok + error + cancelled + interrupted = total),
  check (least(pending, running, ok, error, cancelled, interrupted) >= 0)
);
create unique index job_idempotency on job (customer_id, idempotency_key) where idempotency_key is not null;
create index job_by_customer on job (customer_id, id desc);

-- db-scheduler's own table: due work, claimed by any node.
create table scheduled_tasks (
  task_name            text        not null,
  task_instance        text        not null,
  task_data            bytea,
  execution_time       timestamptz not null,
  picked               boolean     not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures int,
  last_heartbeat       timestamptz,
  version              bigint      not null,
  priority             smallint,
  primary key (task_name, task_instance)
);
create index scheduled_tasks_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on scheduled_tasks (last_heartbeat);
create index scheduled_tasks_priority on scheduled_tasks (priority desc, execution_time asc);
