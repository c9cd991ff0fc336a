-- CAP from outside: whom it comes from, and what was read.
create table warnings.source (
	id uuid primary key,
	-- The bureau that keeps it.
	agency_id uuid not null references identity.agency (id),
	name text not null check (length(name) between 1 and 80),
	signature_required boolean not null,
	-- PEM; what signatures are checked with.
	key_pem text check (length(key_pem) <= 8000),
	closed_at timestamptz,
	closed_why text check (length(closed_why) between 1 and 300),
	version int not null default 1 check (version >= 1),
	check (not signature_required or key_pem is not null),
	check ((closed_at is null) = (closed_why is null))
);
create index source_agency on warnings.source (agency_id);
comment on table warnings.source is 'Offices whose notices are entered here. Personal data: none.';

create table warnings.notice (
	id uuid primary key,
	agency_id uuid not null references identity.agency (id),
	source_id uuid not null references warnings.source (id),
	sender text not null,
	identifier text not null,
	sent_at timestamptz not null,
	-- What was read of it, as the contract has it.
	alert jsonb not null,
	-- SHA-256 of the file it came in.
	file_sha256 text not null check (file_sha256 ~ '^[0-9a-f]{64}$'),
	signature text not null check (signature in ('none', 'checked')),
	entered_at timestamptz not null,
	expires_at timestamptz,
	unique (agency_id, sender, identifier, sent_at)
);
create index notice_agency on warnings.notice (agency_id, entered_at desc, id desc);
comment on table warnings.notice is
	'CAP alerts of other offices, as they were read. They are published by those offices; held as long as what was done on them must be explained.';

grant select, insert, update on warnings.source to seawall_app;
grant select, insert on warnings.notice to seawall_app;
