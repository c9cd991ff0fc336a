-- Orders down the tiers. Each is a matter of its own under the same id; where it stands is its process, and `state` is an
-- index of that for lists and powers, written by the act that moves the process (K34).
create table command.issued_order (
	id uuid primary key references matters.matter (id),
	-- The order this one is a part of.
	parent_id uuid null references command.issued_order (id),
	-- Orders given in one act, to several, share it: they are no conflict of one another.
	together_id uuid not null,
	-- The earlier order this one takes the place of.
	replaces_id uuid null references command.issued_order (id),
	reference text null check (length(reference) between 1 and 60),
	language text not null check (language in ('en', 'zh')),
	title text not null check (length(title) between 1 and 120),
	body text not null check (length(body) between 1 and 4000),
	why text null check (length(why) between 1 and 500),
	basis text null check (length(basis) between 1 and 300),
	-- The matter that is the reason, where there is one.
	matter_id uuid null references matters.matter (id),
	giver_id uuid not null references identity.agency (id),
	to_id uuid not null references identity.agency (id),
	-- Empty: the agency itself, answered for by its command.
	to_post text not null default '' check (to_post in ('', 'shift_leader', 'commander', 'station_chief', 'officer',
		'auxiliary_officer', 'investigator', 'traffic_officer', 'dispatcher', 'call_taker', 'legal_reviewer', 'trainer', 'analyst')),
	checker_id uuid not null references identity.agency (id),
	checker_post text not null default '' check (checker_post in ('', 'shift_leader', 'commander', 'station_chief', 'officer',
		'investigator', 'traffic_officer', 'legal_reviewer', 'integrity_inspector')),
	-- The tier above the giver; the giver itself where nobody is above (`top`).
	up_id uuid not null references identity.agency (id),
	top boolean not null,
	state text not null check (state in ('spoken', 'given', 'refused', 'in_work', 'to_check', 'closed', 'recheck', 'disputed',
		'upheld', 'withdrawn', 'superseded')),
	ended boolean not null default false,
	-- It was refused as beyond powers, whatever came of it.
	refused boolean not null default false,
	-- Who entered an order given by voice, and when it was spoken.
	entered_by text not null default '' check (entered_by in ('', 'giver', 'recipient')),
	spoken_at timestamptz null,
	given_at timestamptz not null,
	due_by text not null check (due_by in ('date', 'regime')),
	regime text null check ((regime is null) = (due_by = 'date')),
	-- A date's due time, and what a regime's was when it was set; the deadline itself knows better.
	due_at timestamptz not null,
	-- Since when the clock stands, while a refusal waits to be decided.
	stopped_at timestamptz null check ((stopped_at is not null) = (state = 'refused')),
	closed_at timestamptz null,
	-- Days after closing of the re-check that is next or under way.
	round integer null check (round in (30, 90)),
	-- K31. What a target may count: places, tasks and repairs. Nothing else can be written.
	counts text null check (counts in ('places_visited', 'places_inspected', 'hazards_repaired', 'equipment_repaired',
		'signs_repaired', 'drills_held', 'plans_reviewed', 'records_corrected', 'meetings_held', 'tasks_done')),
	amount integer null check (amount between 1 and 100000),
	-- K29. What the order claims for itself, and when.
	claim text null check (claim in ('staff', 'vehicles', 'place', 'road', 'premises_check', 'training', 'equipment')),
	claim_place text null check (length(claim_place) between 1 and 120),
	claim_from timestamptz null,
	claim_until timestamptz null,
	version integer not null default 1 check (version >= 1),
	check ((amount is null) = (counts is null)),
	check ((spoken_at is null) = (entered_by = '')),
	check (spoken_at is not null or (why is not null and basis is not null)),
	check (claim_place is null or claim is not null),
	check ((claim is null) = (claim_from is null) and (claim is null) = (claim_until is null) and claim_until > claim_from)
);
comment on table command.issued_order is
	'What an agency tells another to do. `body` may name people where the matter needs it: held as long as the matter, seen by giver, chain, recipients and checker, and when refused by the tier above and integrity.';
create index issued_order_giver on command.issued_order (giver_id, given_at desc, id desc);
create index issued_order_to on command.issued_order (to_id, given_at desc, id desc);
create index issued_order_checker on command.issued_order (checker_id, given_at desc, id desc);
create index issued_order_up on command.issued_order (up_id, given_at desc, id desc) where refused;
create index issued_order_given on command.issued_order (given_at desc, id desc);
create index issued_order_parent on command.issued_order (parent_id) where parent_id is not null;
create index issued_order_claim on command.issued_order (to_id, claim) where claim is not null and not ended;

-- Agencies above in the line of orders it is a part of, and the stations that drew a re-check.
create table command.order_party (
	order_id uuid not null references command.issued_order (id),
	agency_id uuid not null references identity.agency (id),
	role text not null check (role in ('chain', 'lot')),
	primary key (order_id, agency_id, role)
);
create index order_party_agency on command.order_party (agency_id, role, order_id);

-- Who did it, so that none of them checks it.
create table command.order_doer (
	order_id uuid not null references command.issued_order (id),
	person_id uuid not null references identity.person (id),
	primary key (order_id, person_id)
);
create index order_doer_person on command.order_doer (person_id, order_id);
comment on table command.order_doer is
	'Members of the force who accepted the order, gave evidence or handed it in, so that none of them checks it. Held as long as the order; not shown, never counted by person.';

create table command.order_item (
	order_id uuid not null references command.issued_order (id),
	n integer not null check (n between 1 and 20),
	words text not null check (length(words) between 1 and 200),
	evidence text not null check (evidence in ('photo', 'document', 'site_record', 'system_record', 'matter', 'part')),
	-- Evidence given before is not enough any more.
	returned_at timestamptz null,
	primary key (order_id, n)
);

-- K32. The list of a target: places, tasks and repairs; there is no word for a person.
create table command.order_target (
	order_id uuid not null references command.issued_order (id),
	n integer not null check (n between 1 and 200),
	kind text not null check (kind in ('place', 'task', 'repair')),
	-- No identity number, no telephone number.
	words text not null check (length(words) between 1 and 200 and words !~ '\d{17}[\dXx]' and words !~ '1[3-9]\d{9}'),
	primary key (order_id, n)
);

create table command.order_evidence (
	id uuid primary key,
	order_id uuid not null,
	item integer not null,
	words text not null check (length(words) between 1 and 500),
	-- Of a photograph or document kept elsewhere.
	sha256 text null check (sha256 ~ '^[0-9a-f]{64}$'),
	matter_id uuid null references matters.matter (id),
	-- Number of a line of the ledger.
	entry bigint null check (entry >= 0),
	-- An order that is a part of this one.
	part_id uuid null references command.issued_order (id),
	at timestamptz not null,
	post_kind text not null,
	by_agency uuid null references identity.agency (id),
	foreign key (order_id, item) references command.order_item (order_id, n)
);
create index order_evidence_order on command.order_evidence (order_id, item, at);

create table command.order_question (
	id uuid primary key,
	order_id uuid not null references command.issued_order (id),
	text text not null check (length(text) between 1 and 1000),
	asked_at timestamptz not null,
	answer text null check (length(answer) between 1 and 2000),
	answered_at timestamptz null check ((answered_at is null) = (answer is null))
);
create index order_question_order on command.order_question (order_id, asked_at);

-- Line by line what happened. Kept as long as the order, seen by whoever sees it.
create table command.order_line (
	id uuid primary key,
	order_id uuid not null references command.issued_order (id),
	at timestamptz not null,
	act text not null,
	post_kind text not null,
	by_agency uuid null references identity.agency (id),
	text text null check (length(text) between 1 and 2000),
	fact jsonb not null default '{}'
);
create index order_line_order on command.order_line (order_id, at);

-- K29. Two orders that claim the same of the same recipient at the same time.
create table command.order_conflict (
	order_id uuid not null references command.issued_order (id),
	other_id uuid not null references command.issued_order (id),
	found_at timestamptz not null,
	primary key (order_id, other_id)
);
create index order_conflict_other on command.order_conflict (other_id);

-- K26. A station drawn by lot, with all that the lot was made from.
create table command.order_lot (
	order_id uuid not null references command.issued_order (id),
	round integer not null check (round in (30, 90)),
	-- How often the order was closed before: a lot belongs to one closing.
	closing integer not null check (closing >= 1),
	agency_id uuid not null references identity.agency (id),
	tree_size bigint not null,
	root text not null check (root ~ '^[0-9a-f]{64}$'),
	-- Ids of the stations it was drawn from, in the order drawn from.
	candidates jsonb not null,
	drawn_at timestamptz not null,
	result text null check (result in ('holds', 'fallen')),
	words text null check (length(words) between 1 and 1000),
	done_at timestamptz null check ((done_at is null) = (result is null)),
	primary key (order_id, closing, round)
);

-- K1. What was said and done stays: only where it stands, what was answered and how a lot ended may be written again.
grant select, insert on command.order_party, command.order_doer, command.order_target, command.order_evidence,
	command.order_line, command.order_conflict to seawall_app;
grant select, insert, update on command.issued_order, command.order_item, command.order_question, command.order_lot to seawall_app;
