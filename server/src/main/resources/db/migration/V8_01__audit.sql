-- audit: who did what. Rows are only ever added.
create table audit_event (
  id          bigint generated always as identity primary key,
  at          timestamptz not null default clock_timestamp(),
  customer_id bigint references customer,
  user_id     bigint,
  username    text        not null,
  address     text        not null,
  request_id  text        not null,
  action      text        not null,
  outcome     text        not null check (outcome in ('ok', 'refused', 'failed')),
  kind        text        not null,
  object_id   text        not null,
  object_name text        not null,
  details     jsonb       not null
);
create index audit_event_by_customer on audit_event (customer_id, id desc);
