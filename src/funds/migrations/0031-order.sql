-- F132. Orders to banks: signed documents, written once and never changed.
create table funds.bank_order (
	id uuid primary key,
	-- As banks and we call it: the report's number and a count.
	number text not null unique check (length(number) between 3 and 35),
	measure_id uuid not null references funds.measure (id),
	report_id uuid not null references funds.report (id),
	agency_id uuid not null references identity.agency (id),
	-- Null while the directory does not know the bank: then it is copied from the sheet.
	bank_id uuid references funds.bank (id),
	"is" text not null check ("is" in ('stop', 'freeze', 'release')),
	way text not null check (way in ('sheet', 'csv', 'camt056')),
	-- Its bytes in the form of RFC 8785, their SHA-256, and the line of the signer over them.
	document text not null check (length(document) <= 20000),
	sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
	signature text not null check (length(signature) <= 400),
	-- F143. What the banks call the payments it is about.
	uetrs uuid[] not null default '{}',
	end_to_end_ids text[] not null default '{}',
	until_at timestamptz,
	-- Put right and sent again, or given longer, it is another order.
	sent_at timestamptz not null,
	renewals int not null default 0,
	written_at timestamptz not null,
	-- The bank took it: its machine fetched it, or a person carried it.
	taken_at timestamptz check (taken_at >= written_at - interval '5 seconds'),
	-- F155. The bank's first word on it, by its clock.
	answered_at timestamptz,
	-- In the order of writing, for those who fetch.
	n bigint not null unique generated always as identity,
	unique (measure_id, "is", sent_at, renewals)
);
create index bank_order_agency on funds.bank_order (agency_id, written_at desc, id desc);
create index bank_order_bank on funds.bank_order (bank_id, n);
create index bank_order_uetr on funds.bank_order using gin (uetrs);
create index bank_order_end_to_end on funds.bank_order using gin (end_to_end_ids);
create trigger one_world before insert or update on funds.bank_order
	for each row execute function identity.agencies_agree('agency_id');
comment on table funds.bank_order is
	'Signed orders to banks. Personal: holder and account in the document, held as long as the report, shown with a purpose by the powers over orders, sent to the bank it is for.';

-- F140 to F146. What banks answered, as it came in.
create table funds.bank_answer (
	id uuid primary key,
	-- The bureau whose order it answers; while nobody knows, the one it was entered at or that keeps the bank.
	agency_id uuid not null references identity.agency (id),
	bank_id uuid references funds.bank (id),
	order_id uuid references funds.bank_order (id),
	way text not null check (way in ('keyed', 'file', 'feed')),
	-- F145. Whose name it is under, and the name: once.
	sender text not null check (length(sender) between 1 and 80),
	message_id text not null check (length(message_id) between 1 and 70),
	message_n int not null check (message_n between 0 and 999),
	"is" text not null check ("is" in ('held', 'mismatch', 'refused', 'released', 'pending', 'returned')),
	field text check (field in ('holder', 'number', 'amount', 'time')),
	amount_minor bigint check (amount_minor >= 0),
	currency char(3) check (currency ~ '^[A-Z]{3}$'),
	reason text check (length(reason) between 1 and 140),
	-- What it said it answers.
	said_order text check (length(said_order) between 1 and 35),
	said_uetr uuid,
	said_end_to_end text check (length(said_end_to_end) between 1 and 35),
	-- By the bank's clock, and by ours.
	at timestamptz not null,
	entered_at timestamptz not null,
	entered_by uuid references identity.person (id),
	-- SHA-256 of what it was read from; of a photograph, which is a file of the report.
	file_sha256 text check (file_sha256 ~ '^[0-9a-f]{64}$'),
	photo bytea check (length(photo) = 32),
	standing text not null check (standing in ('applied', 'noted', 'late', 'tray', 'dismissed')),
	-- Why it waits in the tray.
	why text check (why in ('unknown', 'several', 'other_bank', 'currency')),
	-- Who matched or dismissed it.
	settled_by uuid references identity.person (id),
	settled_at timestamptz,
	dismissed_reason text check (length(dismissed_reason) between 1 and 300),
	version int not null default 1 check (version >= 1),
	unique (sender, message_id, message_n),
	check (("is" = 'mismatch') = (field is not null)),
	check ((amount_minor is null) = (currency is null)),
	check ((standing = 'tray') <= (why is not null)),
	check (standing in ('tray', 'dismissed') or order_id is not null)
);
create index bank_answer_order on funds.bank_answer (order_id, at desc);
create index bank_answer_tray on funds.bank_answer (agency_id, entered_at desc, id desc) where standing = 'tray';
create trigger one_world before insert or update on funds.bank_answer
	for each row execute function identity.agencies_agree('agency_id');
comment on table funds.bank_answer is
	'Answers of banks. Personal through the order they belong to; held as long as its report. Who keyed or settled one is held so that it can be explained.';

-- F157. When each bank's machine was last heard.
create table funds.bank_heard (
	bank_id uuid primary key references funds.bank (id),
	fetched_at timestamptz,
	answered_at timestamptz
);
comment on table funds.bank_heard is 'When the machine of a bank was last heard. Personal data: none.';

grant select, insert, update on funds.bank_order, funds.bank_answer, funds.bank_heard to seawall_app;
