-- F130. Banks and payment institutions, each with the way orders reach it.
create table funds.bank (
	id uuid primary key,
	-- The bureau that keeps this line.
	agency_id uuid not null references identity.agency (id),
	-- What `funds.account.bank` holds of its accounts.
	code text not null unique check (code ~ '^[A-Z0-9]{3,12}$'),
	name_en text not null check (length(name_en) between 1 and 80),
	name_zh text not null check (length(name_zh) between 1 and 80),
	-- Further names it is called by, in lower case and without spaces.
	names text[] not null default '{}' check (cardinality(names) <= 20),
	kind text not null check (kind in ('bank', 'payment', 'exchange')),
	-- How an order reaches it: copied from a sheet, as a file of columns, or by the victim's bank as camt.056.
	order_way text not null default 'sheet' check (order_way in ('sheet', 'csv', 'camt056')),
	-- F134. Columns of its file, in its order.
	columns text[] not null default '{}' check (cardinality(columns) <= 20),
	-- Whether it can hold an amount, or the whole account only.
	can_hold_amount boolean not null default true,
	-- Where it is, as ISO 3166-2; null for one that is everywhere.
	province text check (province ~ '^[A-Z]{2}-[A-Z0-9]{1,3}$'),
	-- ISO 9362, of those that exchange ISO 20022 messages.
	bic text check (bic ~ '^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$'),
	-- Telephone of its stop desk.
	stop_line text check (length(stop_line) between 3 and 40),
	demo boolean not null default false,
	closed_at timestamptz,
	closed boolean not null generated always as (closed_at is not null) stored,
	version int not null default 1 check (version >= 1),
	check (order_way <> 'csv' or cardinality(columns) > 0),
	check (order_way <> 'camt056' or bic is not null)
);
create index bank_agency on funds.bank (agency_id, code);
create trigger one_world before insert or update on funds.bank for each row execute function identity.agencies_agree('agency_id');
comment on table funds.bank is 'Banks and payment institutions orders go to. Personal data: none.';
grant select, insert, update on funds.bank to seawall_app;
