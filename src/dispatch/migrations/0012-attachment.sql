-- D126 to D128. What a crew hands in to an incident: a photograph as it was taken, or a recording by its hash alone.
create table dispatch.attachment (
	id uuid primary key,
	incident_id uuid not null references dispatch.incident (id),
	what text not null check (what in ('photo', 'recording')),
	sha256 bytea not null check (length(sha256) = 32),
	-- Of a photograph the file's; of a recording what the recorder says, null when it does not.
	kind text check (length(kind) between 1 and 60),
	bytes bigint check (bytes >= 1),
	-- By the device's own clock.
	made_at timestamptz not null,
	-- How far the device's clock stood from ours when it was attached; positive when it was behind.
	clock_offset_ms int not null check (clock_offset_ms between -86400000 and 86400000),
	lon double precision check (lon between -180 and 180),
	lat double precision check (lat between -90 and 90),
	accuracy_metres double precision check (accuracy_metres between 0 and 50000),
	at timestamptz not null,
	post_kind text not null,
	post_id text not null,
	by_agency uuid,
	check ((lon is null) = (lat is null)),
	unique (incident_id, sha256)
);
comment on table dispatch.attachment is
	'What was handed in to an incident, by hash, with place and clock. May show people: held as long as the incident, seen by whoever answers for it, each look entered.';
grant select, insert on dispatch.attachment to seawall_app;
