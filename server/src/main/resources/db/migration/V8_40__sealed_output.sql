-- runs: output that is sealed with the customer's key. What was stored before stays as it is.
alter table run_entry
  add column sealed boolean not null default false,
  -- How many bytes the device sent, where they are sealed.
  add column size int,
  add check (not sealed or size is not null);

-- What the device said last before a run failed, sealed; null where the cause holds it itself.
alter table run add column last_words bytea;

-- Mixed into what names an answer, so that nobody can tell by the name what the answer is.
alter table job add column answer_salt uuid not null default gen_random_uuid();
