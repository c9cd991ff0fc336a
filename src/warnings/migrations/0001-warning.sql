-- Warnings: what people in an area should know until a moment. Where one stands is its matter's token; `state` is an index of
-- it, written in the act that moves it.
create schema warnings;
grant usage on schema warnings to seawall_app;

create table warnings.warning (
	id uuid primary key references matters.matter (id),
	-- Where it was proposed, and by whom; who decides it.
	agency_id uuid not null references identity.agency (id),
	proposed_by uuid not null references identity.person (id),
	issuer_id uuid not null references identity.agency (id),
	issuer_post text not null check (issuer_post in ('shift_leader', 'commander', 'station_chief')),
	issued_by uuid references identity.person (id) check (issued_by <> proposed_by),
	-- The row of the table that named the post, with the hours it gives.
	rule text not null,
	most_hours int not null check (most_hours between 1 and 168),
	kind text not null check (kind in (
		'fire_smoke', 'chemical', 'explosion', 'unsafe_structure', 'flood_tide', 'road_closed', 'crowd', 'armed_danger', 'animal',
		'outage', 'fraud')),
	severity text not null check (severity in ('extreme', 'severe', 'moderate', 'minor')),
	urgency text not null check (urgency in ('immediate', 'expected', 'future')),
	certainty text not null check (certainty in ('observed', 'likely', 'possible')),
	response text not null check (response in ('shelter', 'evacuate', 'prepare', 'avoid', 'monitor', 'none')),
	status text not null check (status in ('actual', 'exercise')),
	-- A circle or a polygon, as the contract has it.
	area jsonb not null,
	square_metres double precision not null check (square_metres >= 10000),
	words_en jsonb not null,
	words_zh jsonb not null,
	-- The matter it came from; the one it stands for.
	about_id uuid references matters.matter (id),
	replaces_id uuid references warnings.warning (id),
	state text not null default 'proposed' check (state in ('proposed', 'in_force', 'refused', 'withdrawn', 'ended', 'replaced')),
	proposed_at timestamptz not null,
	answer_due_at timestamptz not null check (answer_due_at > proposed_at),
	until_at timestamptz not null check (until_at > proposed_at),
	issued_at timestamptz,
	ended_at timestamptz,
	reason text check (length(reason) between 1 and 300),
	issued boolean not null generated always as (issued_at is not null) stored,
	version int not null default 1 check (version >= 1),
	check ((issued_at is null) = (issued_by is null)),
	check ((state in ('in_force', 'ended', 'replaced')) = (issued_at is not null)),
	check ((ended_at is null) = (state in ('proposed', 'in_force'))),
	check (until_at > issued_at)
);
create index warning_open on warnings.warning (until_at) where ended_at is null;
create index warning_ended on warnings.warning (ended_at desc, id desc) where ended_at is not null;
comment on table warnings.warning is
	'Warnings to the people of an area. The words name nobody, as the rules say; who proposed and who issued is held so that two people answer for each, as long as the warning, and is shown to nobody outside.';

-- What went out, as it went out. Rows are only added.
create table warnings.message (
	identifier text primary key check (identifier ~ '^seawall-[0-9a-f-]{36}-[0-9]{1,4}$'),
	warning_id uuid not null references warnings.warning (id),
	n int not null check (n >= 1),
	type text not null check (type in ('alert', 'update', 'cancel')),
	sender text not null,
	sent_at timestamptz not null,
	xml text not null,
	sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
	unique (warning_id, n)
);
comment on table warnings.message is 'CAP messages as they were sent, for anybody. Personal data: none.';

grant select, insert, update on warnings.warning to seawall_app;
grant select, insert on warnings.message to seawall_app;
