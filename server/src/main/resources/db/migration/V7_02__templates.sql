-- Templates of commands, and the commands that a role may not run.
create table command_template (
  id          bigint generated always as identity primary key,
  customer_id bigint      not null references customer,
  name        text        not null check (length(name) between 1 and 100),
  description text        not null,
  body        text        not null check (length(body) <= 65536),
  variables   jsonb       not null,
  mode        text        not null check (mode in ('read', 'change')),
  enabled     boolean     not null,
  changed_by  text        not null,
  created_at  timestamptz not null,
  changed_at  timestamptz not null
);
create unique index command_template_name on command_template (customer_id, lower(name));

create table command_deny (
  id          bigint generated always as identity primary key,
  customer_id bigint      not null references customer,
  role        text        not null check (role in ('viewer', 'operator', 'admin')),
  pattern     text        not null,
  reason      text        not null,
  created_by  text        not null,
  created_at  timestamptz not null,
  unique (customer_id, role, pattern)
);
