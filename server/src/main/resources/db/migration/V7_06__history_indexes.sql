-- history: what keeps lists fast when there are millions of runs and jobs.

-- What ended how since yesterday, for the dashboard.
create index run_by_created on run (customer_id, created_at) include (status);

-- Words in the titles of jobs. pg_trgm comes with PostgreSQL, and the owner of a database may add it;
-- where it is missing or forbidden, a search looks at every job and is slower.
do $$
begin
  create extension if not exists pg_trgm;
  create index job_by_title on job using gin (title gin_trgm_ops);
exception
  when insufficient_privilege or undefined_file or undefined_object or feature_not_supported then
    raise notice 'Searching the titles of jobs is slow without the extension pg_trgm: %', sqlerrm;
end
$$;
