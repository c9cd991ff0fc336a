-- F286 to F299. What frozen money gives back: verified losses, rounds with their plan, objections, certificates.

-- F286. What a victim lost as a document shows it. Rows are only added; the newest counts.
create table funds.loss (
	id uuid primary key,
	report_id uuid not null references funds.report (id),
	verified_minor bigint not null check (verified_minor >= 0),
	currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
	-- What shows it, and the SHA-256 of its file.
	document text not null check (length(document) between 1 and 200),
	document_sha256 text not null check (document_sha256 ~ '^[0-9a-f]{64}$'),
	verified_by uuid not null references identity.person (id),
	verified_at timestamptz not null
);
create index loss_report on funds.loss (report_id, verified_at desc, id desc);
comment on table funds.loss is
	'Verified losses of victims. Personal: what a person lost, held as long as the report, shown by the powers over it; who verified it answers for it.';

-- F287. Which of the two a bureau pays by. Rows are only added; the newest counts.
create table funds.reading (
	id uuid primary key,
	agency_id uuid not null references identity.agency (id),
	reading text not null check (reading in ('letter', 'reading')),
	reason text not null check (length(reason) between 1 and 500),
	confirmed_by uuid not null references identity.person (id),
	confirmed_at timestamptz not null
);
create index reading_in_force on funds.reading (agency_id, confirmed_at desc, id desc);
create trigger one_world before insert or update on funds.reading
	for each row execute function identity.agencies_agree('agency_id');
comment on table funds.reading is
	'How a bureau reads the rule of shares. Who confirmed it is held so that somebody answers for it.';

create sequence funds.return_number;
grant usage on sequence funds.return_number to seawall_app;

-- F288. A round: what is frozen now, whose it is, and who gets how much. A matter; `state` is an index of its process.
create table funds.return_round (
	id uuid primary key references matters.matter (id),
	-- As it is called: B-2611-00001.
	number text not null unique check (number ~ '^B-[0-9]{4}-[0-9]{5}$'),
	-- The report it began from.
	report_id uuid not null references funds.report (id),
	agency_id uuid not null references identity.agency (id),
	-- The city that decides.
	approver_id uuid not null references identity.agency (id) check (approver_id <> agency_id),
	currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
	reading text not null check (reading in ('letter', 'reading')),
	reading_id uuid not null references funds.reading (id),
	frozen_minor bigint not null check (frozen_minor > 0),
	given_minor bigint not null check (given_minor > 0),
	stays_minor bigint not null check (stays_minor >= 0),
	-- The lines the plan was made from, as anybody may run them again, and what came of them; each with its SHA-256.
	data text not null,
	data_sha256 text not null check (data_sha256 ~ '^[0-9a-f]{64}$'),
	result text not null,
	result_sha256 text not null check (result_sha256 ~ '^[0-9a-f]{64}$'),
	-- What it does not show, as the contract has it.
	limits jsonb not null,
	state text not null default 'proposed' check (state in (
		'proposed', 'notice', 'paying', 'paid', 'refused', 'withdrawn', 'stopped')),
	proposed_by uuid not null references identity.person (id),
	proposed_at timestamptz not null,
	reason text not null check (length(reason) between 1 and 1000),
	decided_by uuid references identity.person (id) check (decided_by <> proposed_by),
	decided_at timestamptz,
	decided_reason text check (length(decided_reason) between 1 and 1000),
	notice_from timestamptz,
	notice_until timestamptz check (notice_until > notice_from),
	ordered_by uuid references identity.person (id),
	ordered_at timestamptz,
	ended_at timestamptz,
	ended boolean not null generated always as (ended_at is not null) stored,
	version int not null default 1 check (version >= 1),
	check (given_minor + stays_minor = frozen_minor),
	check ((decided_at is null) = (decided_by is null)),
	check ((notice_from is null) = (notice_until is null)),
	check (state not in ('notice', 'paying', 'paid') or (notice_from is not null and decided_by is not null)),
	check (state not in ('paying', 'paid') or ordered_at >= notice_until),
	check ((ended_at is null) = (state in ('proposed', 'notice', 'paying')))
);
create index return_round_report on funds.return_round (report_id, proposed_at desc);
create index return_round_agency on funds.return_round (agency_id, proposed_at desc, id desc);
create index return_round_notice on funds.return_round (notice_until) where state = 'notice';
create trigger one_world before insert or update on funds.return_round
	for each row execute function identity.agencies_agree('agency_id', 'approver_id');
comment on table funds.return_round is
	'Rounds of giving frozen money back. Personal through its reports and accounts, which it names by number and by node; held as long as the report. Who proposed and who decided is held so that two people answer for it.';

-- F14, F289. Who gets what from where: always a victim, by the report.
create table funds.return_row (
	id uuid primary key,
	round_id uuid not null references funds.return_round (id),
	n int not null check (n >= 1),
	report_id uuid not null references funds.report (id),
	account_id uuid not null references funds.account (id),
	amount_minor bigint not null check (amount_minor > 0),
	way text not null check (way in ('single', 'stamped', 'pro_rata')),
	-- The bank said it paid.
	paid_at timestamptz,
	bank_reference text check (length(bank_reference) between 1 and 70),
	entered_by uuid references identity.person (id),
	unique (round_id, n),
	check ((paid_at is null) = (bank_reference is null)),
	check ((paid_at is null) = (entered_by is null))
);
create index return_row_report on funds.return_row (report_id);
create index return_row_account on funds.return_row (account_id);
comment on table funds.return_row is
	'What a round gives a victim from an account. Personal: amounts of victims, held as long as the report, shown with the round.';

-- F293. What somebody says against a round while it is public.
create table funds.return_objection (
	id uuid primary key,
	round_id uuid not null references funds.return_round (id),
	objector text not null check (length(objector) between 1 and 120),
	said text not null check (length(said) between 1 and 2000),
	entered_by uuid not null references identity.person (id),
	entered_at timestamptz not null,
	due_at timestamptz not null check (due_at > entered_at),
	ruling text check (ruling in ('upheld', 'dismissed')),
	ruled_by uuid references identity.person (id) check (ruled_by <> entered_by),
	ruled_at timestamptz,
	reason text check (length(reason) between 1 and 1000),
	check ((ruling is null) = (ruled_by is null)),
	check ((ruling is null) = (ruled_at is null))
);
create index return_objection_round on funds.return_objection (round_id, entered_at);
comment on table funds.return_objection is
	'Objections to rounds of giving back. Personal: who objects and why, held as long as the round, shown with it to those who answer.';

-- F297. Certificates as they were issued. Rows are only added.
create table funds.certificate (
	id uuid primary key,
	round_id uuid not null references funds.return_round (id),
	body text not null,
	sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
	issued_by uuid not null references identity.person (id),
	issued_at timestamptz not null
);
create index certificate_round on funds.certificate (round_id, issued_at desc);
comment on table funds.certificate is
	'Trace certificates. They name victims by the number of a report and accounts by a node; held as long as the round.';

grant select, insert on funds.loss, funds.reading, funds.certificate to seawall_app;
grant select, insert, update on funds.return_round, funds.return_row, funds.return_objection to seawall_app;
