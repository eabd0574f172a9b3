-- inventory: which SSH algorithms a device is offered, and what its last session agreed on.
alter table device
  add column ssh_profile text not null default 'modern' check (ssh_profile in ('modern', 'legacy')),
  add column ssh_session jsonb;

-- Who still needs what protects no longer.
create index device_legacy on device (customer_id, hostname, id)
  where ssh_profile = 'legacy' or coalesce(ssh_session -> 'weak', '[]') <> '[]';
