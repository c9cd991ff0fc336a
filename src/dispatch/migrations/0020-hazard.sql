-- Hazards at an address (D170 to D175): what a crew should know before it enters, found at an incident, until a moment.
create table dispatch.hazard (
	id uuid primary key,
	agency_id uuid not null references identity.agency (id),
	desk_id uuid not null references identity.agency (id),
	-- At which it was found.
	incident_id uuid not null references dispatch.incident (id),
	-- The address as the map has it: the words find it again when a newer map gives other ids.
	words_en text not null check (length(words_en) between 1 and 200),
	words_zh text not null check (length(words_zh) between 1 and 200),
	lon double precision not null check (lon between -180 and 180),
	lat double precision not null check (lat between -90 and 90),
	kind text not null check (kind in (
		'dangerous_dog', 'weapon_found', 'crew_attacked', 'chemical_store', 'gas_store', 'unsafe_structure', 'live_wires',
		'infection_precaution', 'hard_access')),
	note text check (length(note) between 1 and 120),
	months int not null check (months between 1 and 12),
	state text not null default 'proposed' check (state in ('proposed', 'in_force', 'refused', 'withdrawn')),
	proposed_by uuid not null references identity.person (id),
	proposed_at timestamptz not null,
	decided_by uuid references identity.person (id) check (decided_by <> proposed_by),
	decided_at timestamptz,
	until_at timestamptz,
	ended_at timestamptz,
	reason text check (length(reason) between 1 and 300),
	version int not null default 1 check (version >= 1),
	check ((state = 'proposed') = (decided_at is null)),
	check ((decided_at is null) = (decided_by is null)),
	check (state not in ('in_force') or until_at is not null),
	check (until_at <= decided_at + interval '12 months'),
	check ((ended_at is not null) = (state in ('refused', 'withdrawn'))),
	check ((ended_at is not null) = (reason is not null))
);
create index hazard_place on dispatch.hazard (words_zh);
create index hazard_desk on dispatch.hazard (desk_id, state, until_at);
-- D175.
create unique index hazard_once on dispatch.hazard (words_zh, kind, round(lon::numeric, 3), round(lat::numeric, 3))
	where state in ('proposed', 'in_force');
comment on table dispatch.hazard is
	'What a crew should know before it enters an address, of a closed list. Personal data where the address is a home: held so that nobody is hurt, 12 months at most, then deleted; seen by the desk, by those sent there and by those who decide, never listed by person.';

grant select, insert, update, delete on dispatch.hazard to seawall_app;
