-- Which schedule made a job; null for none, and when the schedule was deleted.
alter table job add column schedule_id bigint references schedule on delete set null;
create index job_schedule on job (schedule_id, id desc) where schedule_id is not null;
