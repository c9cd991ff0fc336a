-- What a response plan would have done on past incidents (D263 to D269). Personal data: none; the finest grain is area x plan x policy.
create table dispatch.price (
	id uuid primary key,
	agency_id uuid not null references identity.agency (id),
	-- The drafted table it tries beside the one in force; null tries the one in force alone.
	draft_id uuid references matters.draft (id),
	draft_version int,
	days int not null check (days between 1 and 366),
	state text not null check (state in ('asked', 'done', 'stopped', 'failed')),
	asked_at timestamptz not null,
	asked_post text not null,
	asked_agency uuid not null references identity.agency (id),
	ended_at timestamptz,
	-- Why it failed, in words of the program.
	fault text check (length(fault) between 1 and 500),
	result jsonb,
	-- Hex SHA-256 of the result as it was reached; the ledger's line holds the same.
	sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
	check ((draft_id is null) = (draft_version is null)),
	check ((state = 'done') = (result is not null and sha256 is not null)),
	check ((state = 'asked') = (ended_at is null))
);
comment on table dispatch.price is 'Dry runs of response plans over past incidents, by area. Personal data: none.';
create index price_agency on dispatch.price (agency_id, asked_at desc);
create index price_draft on dispatch.price (draft_id, asked_at desc) where draft_id is not null;
grant select, insert, update on dispatch.price to seawall_app;
