-- inventory: a device may have SSH algorithms of its own, such as 'KexAlgorithms=+diffie-hellman-group1-sha1'.
alter table device
  drop constraint device_ssh_profile_check,
  add constraint device_ssh_profile_check check (
    ssh_profile in ('modern', 'legacy') or (position('=' in ssh_profile) > 0 and length(ssh_profile) <= 2000));

-- Who is offered more or else than the modern ones, or agreed on less.
drop index device_legacy;
create index device_legacy on device (customer_id, hostname, id)
  where ssh_profile <> 'modern' or coalesce(ssh_session -> 'weak', '[]') <> '[]';

-- credentials: keys of authorities that sign host certificates, and keys that must not be shown any more.
alter table known_host
  drop constraint known_host_state_check,
  add constraint known_host_state_check check (state in ('trusted', 'pending', 'authority', 'revoked'));
