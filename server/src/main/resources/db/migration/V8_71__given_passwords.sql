-- identity: since when the password is what it is. One that somebody else set is over after a time; those that
-- were set before count from now.
alter table app_user add column password_given_at timestamptz not null default now();
