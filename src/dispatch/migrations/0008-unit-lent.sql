-- Who has a unit on loan: it is seen and sent there like a unit of its own (D43). Null: nobody.
alter table dispatch.unit add column lent_id uuid references identity.agency (id) check (lent_id <> agency_id);
create index unit_lent on dispatch.unit (lent_id) where lent_id is not null;
