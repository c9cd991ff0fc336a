-- Rule tables as published, so that what a table decided can be worked out again years later. Never changed or deleted.
create table matters.rule_table (
	-- `slice.table`, e.g. `dispatch.priority`.
	name text not null check (name ~ '^[a-z]+\.[a-z0-9-]+$'),
	version text not null check (version ~ '^[0-9a-f]{12}$'),
	dmn text not null,
	published_at timestamptz not null,
	primary key (name, version)
);
grant select, insert on matters.rule_table to seawall_app;
