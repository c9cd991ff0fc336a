-- F171. What a file is, is known when it is read; until then it is only announced.
alter table funds.statement alter column format drop not null;
alter table funds.statement add constraint statement_read check (state <> 'kept' or (format is not null and read_at is not null and told is not null));
-- F178. A line's other side is kept as the bank wrote it too, where its number is no whole account number.
alter table funds.statement_line add column other_bank text check (length(other_bank) between 1 and 80);
alter table funds.statement_line add column other_number text check (length(other_number) between 1 and 80);
