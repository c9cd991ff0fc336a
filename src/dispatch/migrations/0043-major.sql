-- D205, D206. Major incidents that were handed up by the table, to which agency, by which row, and who is told there.
create table dispatch.major (
	incident_id uuid not null references dispatch.incident (id),
	agency_id uuid not null references identity.agency (id),
	tier text not null check (tier in ('county', 'city', 'province')),
	rule text not null check (length(rule) between 1 and 200),
	version text not null check (version ~ '^[0-9a-f]{12}$'),
	why_en text not null check (length(why_en) between 1 and 300),
	why_zh text not null check (length(why_zh) between 1 and 300),
	-- Kinds of post that are told.
	tells jsonb not null,
	at timestamptz not null,
	primary key (incident_id, agency_id)
);
comment on table dispatch.major is
	'Major incidents as the table handed them up, and whom it told. Personal data: none.';
create index major_agency on dispatch.major (agency_id, incident_id);
grant select, insert on dispatch.major to seawall_app;
