-- D232 to D239. A weekly sample of closed incidents, drawn from the ledger, asked about again.
create table dispatch.sample (
	id uuid primary key,
	agency_id uuid not null references identity.agency (id),
	-- Monday at UTC+8.
	week date not null check (extract(isodow from week) = 1),
	tree_size bigint not null,
	root text not null check (root ~ '^[0-9a-f]{64}$'),
	population uuid[] not null,
	at timestamptz not null,
	version int not null default 1,
	unique (agency_id, week)
);
comment on table dispatch.sample is 'What a week''s sample was drawn from. Personal data: none.';

create table dispatch.sample_item (
	sample_id uuid not null references dispatch.sample (id),
	incident_id uuid not null references dispatch.incident (id),
	-- Counted per station and type as they stood when it was drawn.
	agency_id uuid not null references identity.agency (id),
	type text not null,
	primary key (sample_id, incident_id)
);
comment on table dispatch.sample_item is 'Incidents drawn. Personal data: none.';

create table dispatch.sample_check (
	sample_id uuid not null,
	incident_id uuid not null,
	reached boolean not null,
	errors text[] not null check (errors <@ array['type', 'priority', 'place', 'times', 'disposition', 'not_told']),
	at timestamptz not null,
	post_kind text not null,
	by_agency uuid references identity.agency (id),
	primary key (sample_id, incident_id),
	foreign key (sample_id, incident_id) references dispatch.sample_item,
	check (reached or errors = '{}')
);
comment on table dispatch.sample_check is 'What callers told of the record, in codes. Personal data: none.';

-- Its number may be opened by who asks the caller again (D238).
alter table dispatch.call add column sampled boolean not null default false;

grant select, insert on dispatch.sample, dispatch.sample_item, dispatch.sample_check to seawall_app;
