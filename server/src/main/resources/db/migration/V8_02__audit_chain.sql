-- audit: the rows of each customer, and those of no customer, are chained by hashes (docs/adr/0006).
alter table audit_event
  -- The customer's number; 0 for rows of no customer.
  add column chain bigint not null generated always as (coalesce(customer_id, 0)) stored,
  -- Given by the sealer, without gaps, at most a second after the row was committed.
  add column seq   bigint,
  add column hash  bytea,
  add check ((seq is null) = (hash is null));
create unique index audit_event_by_seq on audit_event (chain, seq) where seq is not null;
create index audit_event_unsealed on audit_event (id) where seq is null;

-- The last sealed row of each chain. The mac says that the server wrote it.
create table audit_head (
  chain     bigint      primary key,
  seq       bigint      not null,
  hash      bytea       not null,
  mac       bytea       not null,
  sealed_at timestamptz not null default clock_timestamp()
);

-- Up to which row a chain was cut off, because its rows were older than they are kept.
create table audit_cut (
  chain  bigint      primary key,
  seq    bigint      not null,
  hash   bytea       not null,
  mac    bytea       not null,
  cut_at timestamptz not null default clock_timestamp()
);

-- The key of the hashes, readable only to those who have the server's master key.
create table audit_key (
  id     int   primary key check (id = 1),
  sealed bytea not null
);

create function audit_event_keep() returns trigger language plpgsql as $$
begin
  if tg_op = 'TRUNCATE' then
    raise exception 'Rows of the audit trail are not deleted.';
  end if;
  if tg_op = 'DELETE' then
    if old.seq is null or not exists (
        select from audit_cut c where c.chain = old.chain and old.seq <= c.seq) then
      raise exception 'Rows of the audit trail are not deleted.';
    end if;
    return old;
  end if;
  if old.seq is not null or new.seq is null
      or (new.id, new.at, new.customer_id, new.user_id, new.username, new.address, new.request_id,
          new.action, new.outcome, new.kind, new.object_id, new.object_name, new.details)
        is distinct from
         (old.id, old.at, old.customer_id, old.user_id, old.username, old.address, old.request_id,
          old.action, old.outcome, old.kind, old.object_id, old.object_name, old.details) then
    raise exception 'Rows of the audit trail are not changed.';
  end if;
  return new;
end
$$;
create trigger audit_event_keep before update or delete on audit_event
  for each row execute function audit_event_keep();
create trigger audit_event_keep_all before truncate on audit_event
  execute function audit_event_keep();

-- What is asked for: the history of a thing, by number or by name, and a span of time.
create index audit_event_by_object on audit_event (customer_id, kind, object_id, id desc);
create index audit_event_by_name on audit_event (customer_id, lower(object_name), id desc);
create index audit_event_by_request on audit_event (request_id, id desc) where request_id <> '';
create index audit_event_by_time on audit_event using brin (at);
