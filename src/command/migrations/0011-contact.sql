-- The contact register: who asked about a matter or pressed on it, as the officer who was asked wrote it down.
-- Rows are only added. Nobody changes or takes one away, its writer and the database's owner included.
create table command.contact (
	id uuid primary key,
	-- Of the one who wrote.
	agency_id uuid not null references identity.agency (id),
	-- The whole bureau of the next tier, whose integrity reads it; null where none stands above.
	reader_id uuid references identity.agency (id),
	writer_id uuid not null references identity.person (id),
	post_kind text not null,
	-- As written down; the matter where one of that number is known.
	about text not null check (length(about) between 1 and 120),
	matter_id uuid references matters.matter (id),
	contact_by text not null check (length(contact_by) between 1 and 120),
	did text not null check (did in ('asked', 'pleaded', 'pressed', 'ordered')),
	said text not null check (length(said) between 1 and 300),
	at timestamptz not null
);
create index contact_reader on command.contact (reader_id, at desc, id desc) where reader_id is not null;
comment on table command.contact is
	'Who asked about a matter or pressed on it, and who wrote it down. Personal data of both, held to keep cases free of interference, as long as the matter and its review; seen, each look entered, by integrity of the next tier alone, never by the bureau itself nor by anyone it names.';

-- Members of the force whose name occurs in what was written: they do not read it, whatever their post.
create table command.contact_named (
	contact_id uuid not null references command.contact (id),
	person_id uuid not null references identity.person (id),
	primary key (contact_id, person_id)
);
create index contact_named_person on command.contact_named (person_id, contact_id);
comment on table command.contact_named is
	'Members of the force a contact names, so that none of them reads it. Held as long as the contact; not shown, never counted by person.';

create function command.contact_stands() returns trigger language plpgsql as $$
begin
	raise exception 'the contact register is only added to: % is refused', tg_op using errcode = 'restrict_violation';
end $$;
create trigger contact_stands before update or delete on command.contact for each row execute function command.contact_stands();
create trigger contact_kept before truncate on command.contact for each statement execute function command.contact_stands();
create trigger contact_stands before update or delete on command.contact_named for each row execute function command.contact_stands();
create trigger contact_kept before truncate on command.contact_named for each statement execute function command.contact_stands();

grant select, insert on command.contact, command.contact_named to seawall_app;
