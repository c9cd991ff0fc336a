-- Deadlines: editions of calendars and regimes, and the deadlines reckoned with them. An edition, once published, and a sum,
-- once reckoned, are never changed: what comes later is another row.
create schema deadlines;
grant usage on schema deadlines to seawall_app;

-- One version of a calendar (key empty, one line of versions for each agency) or of a regime (a line for each key and agency).
create table deadlines.edition (
	id uuid primary key,
	kind text not null check (kind in ('calendar', 'regime')),
	key text not null check (key ~ '^[a-z0-9.-]{0,60}$' and (kind = 'regime') = (key <> '')),
	-- Whose it is; null: it ships.
	agency_id uuid null references identity.agency (id),
	version integer not null check (version >= 1),
	-- JSON, as text: the very bytes that were checked and published.
	body text not null check (length(body) between 2 and 400000),
	sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
	reason text not null check (length(reason) between 1 and 1000),
	proposed_by uuid null references identity.person (id),
	proposed_at timestamptz not null,
	check ((agency_id is null) = (proposed_by is null))
);
create unique index edition_version on deadlines.edition (kind, key, coalesce(agency_id, '00000000-0000-8000-8000-000000000000'), version);
comment on column deadlines.edition.proposed_by is
	'Who answers for the proposal; held as long as a sum made with it must be explained, seen by the bureau''s posts.';

-- An edition is in force from here on, until a newer one of its line is.
create table deadlines.publication (
	edition_id uuid primary key references deadlines.edition (id),
	at timestamptz not null,
	by_person uuid null references identity.person (id),
	by_post text not null,
	ground text not null check (length(ground) between 1 and 1000)
);
comment on column deadlines.publication.by_person is
	'Who published it; held as long as a sum made with it must be explained, seen by the bureau''s posts.';

create table deadlines.deadline (
	id uuid primary key,
	matter_id uuid not null references matters.matter (id),
	kind text not null check (kind ~ '^[a-z][a-z0-9_]{0,59}$'),
	agency_id uuid not null references identity.agency (id),
	-- The agency that has to act now: the owner's, until the ladder or a reassignment moves it.
	duty_id uuid not null references identity.agency (id),
	regime_id uuid not null references deadlines.edition (id),
	calendar_id uuid not null references deadlines.edition (id),
	liberty boolean not null,
	protected boolean not null,
	-- What the clock counts, in the regime's unit: its amount, or what an extension made of it.
	amount integer not null check (amount >= 1),
	from_at timestamptz not null,
	due_at timestamptz not null check (due_at > from_at),
	-- When the clock next has something to do; null when there is nothing left.
	next_at timestamptz null,
	set_at timestamptz not null,
	stage text not null default 'running' check (stage in ('running', 'warned', 'breached')),
	-- The first breach; kept when an extension set the clock running again.
	breached_at timestamptz null,
	-- The highest tier the ladder has reached.
	reached text null check (reached in ('province', 'city', 'county', 'station')),
	met_at timestamptz null,
	-- Closed by a decision of the tier that has the duty, in place of being met.
	decided_at timestamptz null,
	dropped_at timestamptz null,
	version integer not null default 1 check (version >= 1),
	check (not liberty or decided_at is null)
);
create unique index deadline_open on deadlines.deadline (matter_id, kind)
	where met_at is null and decided_at is null and dropped_at is null;
create index deadline_next on deadlines.deadline (next_at) where next_at is not null;
create index deadline_agency on deadlines.deadline (agency_id, due_at desc, id desc);
create index deadline_duty on deadlines.deadline (duty_id, due_at desc, id desc);
create index deadline_due on deadlines.deadline (due_at desc, id desc);

-- Every sum a deadline has had, the first when it was set and one for each pause, resumption and extension.
create table deadlines.reckoning (
	deadline_id uuid not null references deadlines.deadline (id),
	n integer not null check (n >= 1),
	cause text not null check (cause in ('set', 'pause', 'resume', 'extend')),
	at timestamptz not null,
	due_at timestamptz not null,
	amount integer not null check (amount >= 1),
	-- JSON: the pauses it reckoned with, the parts, the zone's offsets it met.
	pauses text not null,
	parts text not null,
	zone text not null,
	-- Version of the time zone data the offsets were taken from.
	tz text not null,
	missing_years integer[] not null,
	primary key (deadline_id, n)
);

create table deadlines.pause (
	id uuid primary key,
	deadline_id uuid not null references deadlines.deadline (id),
	ground text not null check (ground ~ '^[a-z][a-z0-9_]{1,59}$'),
	from_at timestamptz not null,
	-- Ends by itself here.
	until_at timestamptz not null check (until_at > from_at),
	-- Ended earlier, by hand.
	resumed_at timestamptz null check (resumed_at between from_at and until_at),
	by_person uuid not null references identity.person (id),
	by_post text not null,
	reason text not null check (length(reason) between 1 and 1000)
);
create index pause_deadline on deadlines.pause (deadline_id, from_at);
comment on column deadlines.pause.reason is
	'Why, in words; may touch on the matter''s content. Held as long as the matter, seen by those who work on it and by the named readers of a protected one.';
comment on column deadlines.pause.by_person is 'Who answers for it; held as long as the matter must be explained, seen as the reason is.';

create table deadlines.extension (
	deadline_id uuid not null references deadlines.deadline (id),
	ground text not null check (ground ~ '^[a-z][a-z0-9_]{1,59}$'),
	amount integer not null check (amount >= 1),
	at timestamptz not null,
	by_person uuid not null references identity.person (id),
	by_post text not null,
	reason text not null check (length(reason) between 1 and 1000),
	primary key (deadline_id, ground)
);
comment on column deadlines.extension.reason is
	'Why, in words; may touch on the matter''s content. Held as long as the matter, seen by those who work on it and by the named readers of a protected one.';
comment on column deadlines.extension.by_person is 'Who answers for it; held as long as the matter must be explained, seen as the reason is.';

-- Where the duty went: up the ladder, or down again by reassignment.
create table deadlines.rung (
	deadline_id uuid not null references deadlines.deadline (id),
	n integer not null check (n >= 1),
	why text not null check (why in ('escalated', 'reassigned')),
	tier text not null check (tier in ('province', 'city', 'county', 'station')),
	agency_id uuid not null references identity.agency (id),
	at timestamptz not null,
	acknowledged_at timestamptz null,
	acknowledged_by uuid null references identity.person (id),
	check ((acknowledged_at is null) = (acknowledged_by is null)),
	primary key (deadline_id, n)
);
comment on column deadlines.rung.acknowledged_by is
	'Who took the duty for the agency; held as long as the matter must be explained, seen by those who see the deadline. Never counted by person.';

-- Who works on the matter: such a person pauses and extends nothing.
create table deadlines.hand (
	deadline_id uuid not null references deadlines.deadline (id),
	person_id uuid not null references identity.person (id),
	primary key (deadline_id, person_id)
);
create index hand_person on deadlines.hand (person_id, deadline_id);
comment on table deadlines.hand is
	'Members of the force who work on the matter, so that none of them stops its clock and all of them read its words. Held as long as the matter; not shown, never counted by person.';

-- Named readers of a protected deadline's words.
create table deadlines.reader (
	deadline_id uuid not null references deadlines.deadline (id),
	person_id uuid not null references identity.person (id),
	primary key (deadline_id, person_id)
);
create index reader_person on deadlines.reader (person_id, deadline_id);
comment on table deadlines.reader is
	'Named readers of a protected matter''s words. Held as long as the matter; not shown, never counted by person.';

grant select, insert on deadlines.edition, deadlines.publication, deadlines.reckoning, deadlines.extension, deadlines.hand, deadlines.reader
	to seawall_app;
grant select, insert, update on deadlines.deadline, deadlines.pause, deadlines.rung to seawall_app;
