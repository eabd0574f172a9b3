-- jobs: from where a job was asked for, so that what it does later is told with it.
alter table job
  add column request_id text not null default '',
  add column address    text not null default '';

-- With which credential a run logged in.
alter table run add column cred_ref text not null default '';
