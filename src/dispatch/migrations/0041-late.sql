-- D276. Incidents whose target passed and that were put before the station, then the county. Personal data: none.
create table dispatch.late (
	incident_id uuid primary key references dispatch.incident (id),
	level text not null check (level in ('station', 'county')),
	sound boolean not null,
	at timestamptz not null
);
comment on table dispatch.late is
	'How far up an overdue incident was put. It counts while a target that was due before it is still open. Personal data: none.';
grant select, insert, update on dispatch.late to seawall_app;
