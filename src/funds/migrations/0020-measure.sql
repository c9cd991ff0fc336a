-- F60 to F129. Stops and freezes: each is a matter of its own; `state` is an index of its process, written in the act that
-- moves it.
create table funds.measure (
	id uuid primary key references matters.matter (id),
	report_id uuid not null references funds.report (id),
	-- Null while a stop is drafted without an account number.
	account_id uuid references funds.account (id),
	-- The payment it was drafted from.
	payment_id uuid references funds.payment (id),
	-- Of a freeze: the stop it takes over from.
	stop_id uuid references funds.measure (id),
	kind text not null check (kind in ('stop', 'freeze')),
	state text not null default 'draft' check (state in (
		'draft', 'signing', 'sent', 'mismatch', 'held', 'frozen', 'released', 'refused', 'declined', 'withdrawn')),
	-- The bureau of the report; who took that report never approves.
	agency_id uuid not null references identity.agency (id),
	taken_by uuid not null references identity.person (id),
	currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
	-- F61. What banks match on, beside the account's number.
	holder text check (length(holder) between 1 and 120),
	matched_minor bigint check (matched_minor > 0),
	matched_at timestamptz,
	-- What the bank is asked to hold, and what of the loss reached the account when it was signed, in so many hops.
	asked_minor bigint check (asked_minor > 0),
	traced_minor bigint check (traced_minor >= 0),
	hops int check (hops between 1 and 8),
	-- F84. What the holder lives on: left free of it.
	living_minor bigint not null default 0 check (living_minor >= 0),
	held_minor bigint check (held_minor >= 0),
	-- The rule pack and its rows that said who approves and for how long.
	pack text check (pack in ('cn', 'neutral')),
	rule text check (length(rule) <= 200),
	approver_id uuid references identity.agency (id),
	approver_post text check (approver_post in ('investigator', 'shift_leader', 'commander')),
	two_people boolean not null default true,
	drafted_by uuid not null references identity.person (id),
	drafted_at timestamptz not null,
	signed_by uuid references identity.person (id),
	signed_at timestamptz,
	approved_by uuid references identity.person (id),
	sent_at timestamptz,
	answered_at timestamptz,
	-- Which field the bank could not match; why it refused.
	mismatch text check (mismatch in ('holder', 'number', 'amount', 'time')),
	refused_reason text check (length(refused_reason) between 1 and 300),
	bank_reference text check (length(bank_reference) between 1 and 70),
	until_at timestamptz,
	renewals int not null default 0 check (renewals >= 0),
	ended_at timestamptz,
	end_reason text check (end_reason in (
		'frozen', 'clock', 'not_a_case', 'decision', 'objection_upheld', 'objection_silence', 'bank', 'refused', 'declined',
		'withdrawn')),
	reason text check (length(reason) between 1 and 1000),
	ended boolean not null generated always as (ended_at is not null) stored,
	version int not null default 1 check (version >= 1),
	check (approved_by <> taken_by),
	check (not two_people or approved_by <> signed_by),
	check ((signed_at is null) = (signed_by is null)),
	check (sent_at is null or (account_id is not null and holder is not null and matched_minor is not null and matched_at is not null
		and asked_minor is not null and approved_by is not null)),
	check (kind = 'freeze' or asked_minor is null or traced_minor is null or asked_minor <= traced_minor),
	check ((ended_at is null) = (state in ('draft', 'signing', 'sent', 'mismatch', 'held'))),
	check ((ended_at is null) = (end_reason is null)),
	check (kind = 'stop' or state <> 'frozen'),
	check (kind = 'freeze' or stop_id is null)
);
create index measure_report on funds.measure (report_id, id);
create index measure_account on funds.measure (account_id, id);
create index measure_open on funds.measure (agency_id, until_at) where ended_at is null;
create index measure_ended on funds.measure (ended_at desc, id desc) where ended_at is not null;
create trigger one_world before insert or update on funds.measure
	for each row execute function identity.agencies_agree('agency_id', 'approver_id');
comment on table funds.measure is
	'Stops and freezes of accounts. Personal: the holder as the order names them, held as long as the report, shown by powers over measures with a purpose; who signed and who approved is held so that two people answer for each.';

-- F85. What a holder says against a measure, as entered at a desk.
create table funds.objection (
	id uuid primary key,
	measure_id uuid not null references funds.measure (id),
	said text not null check (length(said) between 1 and 2000),
	entered_by uuid not null references identity.person (id),
	entered_at timestamptz not null,
	due_at timestamptz not null check (due_at > entered_at),
	answer text check (answer in ('upheld', 'dismissed', 'silence')),
	answered_by uuid references identity.person (id),
	answered_at timestamptz,
	reason text check (length(reason) between 1 and 1000),
	check ((answer is null) = (answered_at is null)),
	check ((answered_by is null) = (answer is null or answer = 'silence'))
);
create unique index objection_open on funds.objection (measure_id) where answered_at is null;
create index objection_measure on funds.objection (measure_id, id);
comment on table funds.objection is
	'What holders of stopped and frozen accounts say against it. Personal: their words, held as long as the measure, shown with it.';

-- F68. Which rule pack a bureau uses: proposed by who leads it, confirmed by legal review.
create table funds.pack_choice (
	id uuid primary key,
	agency_id uuid not null references identity.agency (id),
	pack text not null check (pack in ('cn', 'neutral')),
	reason text not null check (length(reason) between 1 and 500),
	proposed_by uuid not null references identity.person (id),
	proposed_at timestamptz not null,
	confirmed_by uuid references identity.person (id) check (confirmed_by <> proposed_by),
	confirmed_at timestamptz,
	check ((confirmed_at is null) = (confirmed_by is null))
);
create unique index pack_choice_open on funds.pack_choice (agency_id) where confirmed_at is null;
create index pack_choice_in_force on funds.pack_choice (agency_id, confirmed_at desc) where confirmed_at is not null;
create trigger one_world before insert or update on funds.pack_choice
	for each row execute function identity.agencies_agree('agency_id');
comment on table funds.pack_choice is
	'Which rule pack a bureau uses for measures. Who proposed and who confirmed is held so that two people answer for it.';

grant select, insert, update on funds.measure, funds.objection, funds.pack_choice to seawall_app;
