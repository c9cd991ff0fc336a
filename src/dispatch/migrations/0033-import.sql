-- D240 to D244. Ended incidents of a former system, taken in from a file, whole or not at all.
create table dispatch.import (
	id uuid primary key,
	-- The bureau whose desk they are counted at.
	agency_id uuid not null references identity.agency (id),
	sha256 text not null unique check (sha256 ~ '^[0-9a-f]{64}$'),
	rows int not null check (rows > 0),
	at timestamptz not null
);
comment on table dispatch.import is 'Files taken in. Personal data: none.';
alter table dispatch.incident add column import_id uuid references dispatch.import (id);
comment on column dispatch.incident.import_id is 'The file it was taken in from; null: it was worked here. Personal data: none.';
create index incident_import on dispatch.incident (import_id) where import_id is not null;
grant select on dispatch.import to seawall_app;
