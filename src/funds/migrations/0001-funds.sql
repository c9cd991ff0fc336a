-- Funds: reports of fraud, the accounts and transfers of money, for every room of this slice.
create schema funds;
grant usage on schema funds to seawall_app;

-- F10. What money stands on. `node` is its index where money is followed.
create table funds.account (
	id uuid primary key,
	node int not null unique generated always as identity (minvalue 0 start 0),
	kind text not null check (kind in ('bank_account', 'wallet', 'card', 'merchant', 'crypto', 'cash', 'gold')),
	-- The bank or institution as normalised: its code, else its name in lower case; '' while unknown.
	bank text not null check (length(bank) <= 80),
	-- Normalised: no spaces or dashes, upper case. Of a courier: what the report calls it, one account a payment.
	number text not null check (length(number) between 1 and 80),
	currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
	holder text check (length(holder) between 1 and 120),
	holder_kind text not null default 'unknown' check (holder_kind in ('unknown', 'person', 'business')),
	use_kind text not null default 'unknown' check (use_kind in ('unknown', 'ordinary', 'wage', 'pension', 'welfare')),
	-- The province where it is held, as ISO 3166-2; null while unknown.
	province text check (province ~ '^[A-Z]{2}-[A-Z0-9]{1,3}$'),
	version int not null default 1 check (version >= 1),
	unique (kind, bank, number)
);
comment on table funds.account is
	'Accounts that reports and statements name. Personal: number and holder, held for the matters that name them and deleted with the last; shown by the powers over those matters, holders of counterparties masked until a transfer with them is cited.';

-- F12. One movement of money. Lines of statements and payments told point here.
create table funds.transfer (
	id bigint primary key generated always as identity,
	-- The matter it was learnt in.
	matter_id uuid not null references matters.matter (id),
	from_node int not null references funds.account (node),
	to_node int not null references funds.account (node),
	amount_minor bigint not null check (amount_minor > 0),
	currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
	at timestamptz not null,
	-- What the banks call it: UETR, else end-to-end id, else their reference.
	reference text check (length(reference) between 1 and 70)
);
create index transfer_from on funds.transfer (from_node, at);
create index transfer_to on funds.transfer (to_node, at);
create index transfer_matter on funds.transfer (matter_id, id);
comment on table funds.transfer is
	'Movements of money learnt in a matter. Personal through its accounts; deleted with the statement lines and reports that told it.';

-- A report is a matter; `state` is an index of its process, written in the act that moves it.
create table funds.report (
	id uuid primary key references matters.matter (id),
	-- As it is called: F-2611-00118, by year and month of the bureau and a count.
	number text not null unique check (number ~ '^F-[0-9]{4}-[0-9]{5}$'),
	agency_id uuid not null references identity.agency (id),
	-- The incident it came from.
	incident_id uuid references matters.matter (id),
	taken_by uuid not null references identity.person (id),
	scheme text not null check (scheme in (
		'impersonation_police', 'impersonation_service', 'impersonation_known', 'investment', 'task_rebate', 'loan', 'shopping',
		'refund', 'romance', 'gaming', 'credit', 'business_email', 'other')),
	victim_name text check (length(victim_name) between 1 and 120),
	victim_kind text not null default 'person' check (victim_kind in ('person', 'business')),
	victim_phone text check (length(victim_phone) between 3 and 20),
	victim_identity text check (length(victim_identity) between 4 and 30),
	victim_bank text check (length(victim_bank) between 1 and 80),
	-- What was said, in the victim's words.
	said text check (length(said) between 1 and 4000),
	currency char(3) not null default 'CNY' check (currency ~ '^[A-Z]{3}$'),
	-- The sum of its payments.
	loss_minor bigint not null default 0 check (loss_minor >= 0),
	state text not null default 'open' check (state in ('open', 'signed', 'case', 'refused', 'closed', 'withdrawn')),
	reported_at timestamptz not null,
	-- The victim signed it by name: here, on paper that was photographed, or by voice on a recorded line.
	signed_at timestamptz,
	signed_way text check (signed_way in ('here', 'paper', 'recorded_line')),
	decided_by uuid references identity.person (id),
	decided_at timestamptz,
	decided_reason text check (length(decided_reason) between 1 and 1000),
	version int not null default 1 check (version >= 1),
	check ((signed_at is null) = (signed_way is null)),
	check (signed_at is null or victim_name is not null),
	check ((decided_at is null) = (decided_by is null))
);
create index report_open on funds.report (agency_id, reported_at desc, id desc);
create index report_incident on funds.report (incident_id) where incident_id is not null;
comment on table funds.report is
	'Reports of fraud. Personal: who the victim is and what they said, held as long as the matter, shown by powers over reports with a purpose; a resident reads their own by its link.';

create table funds.payment (
	id uuid primary key,
	report_id uuid not null references funds.report (id),
	n int not null check (n between 1 and 500),
	-- Null while the victim's own account is not known.
	from_account_id uuid references funds.account (id),
	to_account_id uuid references funds.account (id),
	payee_kind text not null check (payee_kind in ('bank_account', 'wallet', 'card', 'merchant', 'crypto', 'cash', 'gold')),
	payee_name text check (length(payee_name) between 1 and 120),
	payee_number text check (length(payee_number) between 1 and 80),
	payee_bank text check (length(payee_bank) between 1 and 80),
	amount_minor bigint check (amount_minor > 0),
	currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
	paid_at timestamptz,
	channel text check (channel in ('bank_app', 'bank_web', 'counter', 'atm', 'wallet_app', 'card_terminal', 'exchange', 'in_person')),
	-- What the victim's bank calls it.
	reference text check (length(reference) between 1 and 70),
	uetr uuid,
	end_to_end_id text check (length(end_to_end_id) between 1 and 35),
	-- Once account, amount and time are known it stands where money is followed.
	transfer_id bigint unique references funds.transfer (id),
	version int not null default 1 check (version >= 1),
	unique (report_id, n)
);
comment on table funds.payment is
	'Payments as victims told them, each field as far as it is known. Personal: payee and amounts, held as long as the report, shown with it.';

grant select, insert, update, delete on funds.account, funds.transfer, funds.payment to seawall_app;
grant select, insert, update on funds.report to seawall_app;
