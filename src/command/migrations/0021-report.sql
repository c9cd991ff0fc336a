-- Reports to the agencies above, filled from the record; and what a report had to ask, which belongs to the matter.

create table command.report (
	id uuid primary key,
	form text not null check (form in ('incident_summary')),
	-- The row it is about, by its Cedar type.
	about_type text not null check (about_type ~ '^[A-Z][A-Za-z]+$'),
	about_id uuid not null,
	matter_id uuid not null references matters.matter (id),
	agency_id uuid not null references identity.agency (id),
	to_id uuid not null references identity.agency (id),
	-- JSON, as text: every field with its value, and the act, entry and time it came from.
	body text not null check (length(body) between 2 and 100000),
	sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
	-- Entries the ledger had when it was sent.
	size bigint not null check (size >= 0),
	sent_at timestamptz not null,
	sent_post text not null,
	check (agency_id <> to_id)
);
comment on table command.report is
	'Reports as they were sent: facts of a matter, no names. Held as long as the matter; seen by the agency that sent it and the one it was sent to.';
create index report_agency on command.report (agency_id, sent_at desc, id desc);
create index report_to on command.report (to_id, sent_at desc, id desc);
create index report_matter on command.report (matter_id);

-- What no slice holds, asked once: from then on the matter holds it.
create table command.reported (
	matter_id uuid not null references matters.matter (id),
	fact text not null check (fact ~ '^[a-z]+\.[a-z_]+$'),
	-- A number, `yes` or `no`, or a code of the closed list the form gives; never words.
	value text not null check (value ~ '^[a-z0-9_]{1,40}$'),
	report_id uuid not null references command.report (id),
	at timestamptz not null,
	primary key (matter_id, fact)
);
comment on table command.reported is 'Facts of a matter that came in by a report. Never changed. Personal data: none.';

grant select, insert on command.report, command.reported to seawall_app;
