-- credentials: which of the server's own credentials (env:, file:, vault:) a customer may use:
-- references in which * stands for any characters. The first customer may use all.
alter table customer add column if not exists credential_patterns text[] not null default '{}';
update customer set credential_patterns = '{*}'
where id = (select min(id) from customer) and credential_patterns = '{}';
