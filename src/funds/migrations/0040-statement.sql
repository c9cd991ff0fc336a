-- F170 to F199. Lawful requests to banks, the statements they answered with, and what was read of them.

-- F190. A request to a bank: for a statement of an account, or for one field that is missing.
create table funds.request (
	id uuid primary key,
	report_id uuid not null references funds.report (id),
	-- The bureau or station of the report.
	agency_id uuid not null references identity.agency (id),
	-- As it is called: R-2611-00007.
	number text not null unique check (number ~ '^R-[0-9]{4}-[0-9]{5}$'),
	kind text not null check (kind in ('statement', 'field')),
	bank text not null check (length(bank) between 1 and 80),
	account_id uuid references funds.account (id),
	-- The payment whose field is missing, as the victim told it.
	payment_id uuid references funds.payment (id),
	field text check (field in ('holder', 'number', 'amount', 'time')),
	from_day date,
	until_day date check (until_day >= from_day),
	-- Null: what such a request always says.
	reason text check (length(reason) between 1 and 1000),
	state text not null default 'drafted' check (state in ('drafted', 'sent', 'answered', 'withdrawn')),
	drafted_by uuid not null references identity.person (id),
	drafted_at timestamptz not null,
	sent_by uuid references identity.person (id) check (sent_by <> drafted_by),
	sent_at timestamptz,
	-- Until when the bank should answer.
	due_at timestamptz,
	-- SHA-256 of the sheet as it was approved.
	sheet_sha256 text check (sheet_sha256 ~ '^[0-9a-f]{64}$'),
	answered_at timestamptz,
	answer text check (length(answer) between 1 and 1000),
	bank_reference text check (length(bank_reference) between 1 and 70),
	ended_why text check (length(ended_why) between 1 and 300),
	version int not null default 1 check (version >= 1),
	check ((kind = 'field') = (field is not null)),
	check (kind = 'field' or account_id is not null),
	check ((sent_at is null) = (sent_by is null)),
	check (state not in ('sent', 'answered') or (sent_at is not null and due_at is not null))
);
create index request_report on funds.request (report_id, drafted_at desc);
create index request_open on funds.request (agency_id, state, drafted_at desc, id desc);
comment on table funds.request is
	'What banks were lawfully asked in a matter. Personal: the account asked about and what the bank answered, held as long as the report, shown with it; each look entered.';

create sequence funds.request_number;
grant usage on sequence funds.request_number to seawall_app;

-- F176. How the columns of a bank's files are read: remembered per bank.
create table funds.mapping (
	agency_id uuid not null references identity.agency (id),
	bank text not null check (length(bank) between 1 and 80),
	-- As the contract has it.
	says jsonb not null,
	kept_by uuid not null references identity.person (id),
	kept_at timestamptz not null,
	version int not null default 1 check (version >= 1),
	primary key (agency_id, bank)
);
comment on table funds.mapping is 'How the files of a bank are read. Personal data: none, but for who kept it.';

-- F170. A file of statements, for one report, until a day.
create table funds.statement (
	id uuid primary key,
	report_id uuid not null references funds.report (id),
	agency_id uuid not null references identity.agency (id),
	request_id uuid references funds.request (id),
	sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
	bytes int not null check (bytes between 1 and 20971520),
	format text not null check (format in ('camt', 'mt940', 'csv', 'xlsx')),
	bank text not null check (length(bank) between 1 and 80),
	-- The bank's setting as it was used: zone, currency, encoding, columns.
	says jsonb not null,
	reason text not null check (length(reason) between 1 and 300),
	until_at timestamptz not null,
	-- Its parts are coming; it was read and kept; it was refused with its faults; it was deleted at its end.
	state text not null default 'coming' check (state in ('coming', 'kept', 'faulty', 'ended')),
	entered_by uuid not null references identity.person (id),
	entered_at timestamptz not null check (until_at > entered_at),
	read_at timestamptz,
	ended_at timestamptz,
	-- What was read, as the contract has it: counts, notes, the first faults, the gaps of balances. No name and no number in it.
	told jsonb,
	version int not null default 1 check (version >= 1),
	check ((ended_at is null) = (state <> 'ended'))
);
-- F175. The same file is taken in once, while it is here.
create unique index statement_once on funds.statement (report_id, sha256) where state in ('coming', 'kept');
create index statement_report on funds.statement (report_id, entered_at desc);
create index statement_agency on funds.statement (agency_id, entered_at desc, id desc);
create index statement_due on funds.statement (report_id, until_at) where ended_at is null;
comment on table funds.statement is
	'Files of bank statements, each for one report, with its purpose and its end. The file and its lines are deleted at the end; what stays names no person: its hash, counts and who entered it.';

-- One account''s part of a file, with its balances.
create table funds.statement_account (
	statement_id uuid not null references funds.statement (id) on delete cascade,
	n int not null check (n between 1 and 5000),
	account_id uuid not null references funds.account (id),
	currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
	opening_minor bigint,
	closing_minor bigint,
	opened_on date,
	closed_on date,
	primary key (statement_id, n)
);
create index statement_account_of on funds.statement_account (account_id, opened_on);
comment on table funds.statement_account is
	'Accounts whose statements a file holds, with opening and closing balance. Personal: deleted with its statement.';

create table funds.statement_line (
	id bigint primary key generated always as identity,
	statement_id uuid not null references funds.statement (id) on delete cascade,
	report_id uuid not null references funds.report (id),
	account_id uuid not null references funds.account (id),
	-- Where it stands: the n-th of its file, and the line (or row) of the file it begins on.
	n int not null check (n >= 1),
	line int not null check (line >= 1),
	at timestamptz not null,
	-- The bank gave a day and no time: lines then stand in their order, a millisecond apart.
	day_only boolean not null,
	value_on date,
	amount_minor bigint not null check (amount_minor > 0),
	currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
	-- True: money came in.
	credit boolean not null,
	reversal boolean not null default false,
	other_account_id uuid references funds.account (id),
	other_name text check (length(other_name) between 1 and 140),
	uetr uuid,
	end_to_end_id text check (length(end_to_end_id) between 1 and 35),
	bank_reference text check (length(bank_reference) between 1 and 35),
	balance_minor bigint,
	words text check (length(words) between 1 and 500),
	-- F175. What makes it the same line, and which of several alike it is.
	fingerprint bytea not null check (length(fingerprint) = 16),
	nth int not null check (nth >= 1),
	transfer_id bigint references funds.transfer (id),
	unique (statement_id, n),
	unique (report_id, fingerprint, nth)
);
create index statement_line_transfer on funds.statement_line (transfer_id);
create index statement_line_uetr on funds.statement_line (uetr) where uetr is not null;
create index statement_line_reference on funds.statement_line (end_to_end_id) where end_to_end_id is not null;
create index statement_line_account on funds.statement_line (account_id);
create index statement_line_other on funds.statement_line (other_account_id);
comment on table funds.statement_line is
	'Lines of statements. Personal: the counterparty and what was written with the money; shown masked until a transfer with them is cited in the matter; deleted at the end of their statement.';

-- F180. A transfer that the matter stands on: its counterparties are named from then on, in this matter.
create table funds.cited (
	report_id uuid not null references funds.report (id),
	transfer_id bigint not null references funds.transfer (id),
	reason text not null check (length(reason) between 1 and 300),
	cited_by uuid not null references identity.person (id),
	cited_at timestamptz not null,
	-- The names as the statement wrote them, kept with the matter when the statement is gone.
	from_name text check (length(from_name) between 1 and 140),
	to_name text check (length(to_name) between 1 and 140),
	primary key (report_id, transfer_id)
);
create index cited_transfer on funds.cited (transfer_id);
comment on table funds.cited is
	'Transfers a matter cites, with why. Personal: the names of both sides, held as long as the report, shown with it.';

create trigger one_world before insert or update on funds.request
	for each row execute function identity.agencies_agree('agency_id');
create trigger one_world before insert or update on funds.statement
	for each row execute function identity.agencies_agree('agency_id');

grant select, insert, update on funds.request, funds.mapping to seawall_app;
grant select, insert, update on funds.statement to seawall_app;
grant select, insert, update, delete on funds.statement_line to seawall_app;
grant select, insert, delete on funds.statement_account, funds.cited to seawall_app;
