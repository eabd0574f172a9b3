-- inventory: the device through which another is reached. One in use cannot be deleted.
alter table device add column jump_host bigint references device check (jump_host <> id);
create index device_by_jump_host on device (jump_host) where jump_host is not null;
