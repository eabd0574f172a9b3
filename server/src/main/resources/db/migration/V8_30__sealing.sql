-- credentials: the keys that seal secrets, one keyset per customer and one for the server itself.
create table data_key (
  id          bigint generated always as identity primary key,
  customer_id bigint references customer on delete cascade, -- null: the server itself
  -- A keyset of Tink, encrypted by the master key.
  keyset      bytea       not null,
  -- Which master key encrypted it: the beginning of a hash, no secret.
  master_id   text        not null,
  -- Counts the changes of what is within; encrypting it by another master key is none.
  version     int         not null default 1,
  created_at  timestamptz not null default now(),
  rotated_at  timestamptz not null default now()
);
create unique index data_key_customer on data_key (coalesce(customer_id, 0));
