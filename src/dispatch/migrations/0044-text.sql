-- Calls that are written (D280 to D286). What is said stands in dispatch.story like every caller's words, so it is seen, erased and
-- held as those are.
alter table dispatch.call
	add column channel text not null default 'voice' check (channel in ('voice', 'text')),
	add column unspoken text check (unspoken in ('cannot_speak', 'deaf', 'silent')),
	add column text_language text check (text_language in ('en', 'zh')),
	add column text_code text unique check (text_code ~ '^[2-9A-HJ-NP-Z]{10}$'),
	add column text_seen_at timestamptz;
comment on column dispatch.call.unspoken is
	'Why the caller is written to and not rung: held so that nobody rings. As long as the call; seen by whoever may see it, and by the crew sent.';
comment on column dispatch.call.text_language is 'Language of the page the caller writes on. Personal data: none beside its call.';
comment on column dispatch.call.text_code is
	'Lets the caller, and nobody else, go on writing. As long as the call; shown to whoever the code is made by, once.';
comment on column dispatch.call.text_seen_at is 'Up to when the desk has read what the caller wrote.';
alter table dispatch.call add constraint call_text_whole
	check (channel = 'voice' or (text_code is not null and text_language is not null and safe_to_call is not null and unspoken is not null));

-- How many written calls one network address began, for a day (D283).
create table dispatch.text_begun (
	call_id uuid primary key references dispatch.call (id),
	agency_id uuid not null references identity.agency (id),
	source bytea check (octet_length(source) = 32),
	at timestamptz not null
);
create index text_begun_at on dispatch.text_begun (agency_id, at);
comment on table dispatch.text_begun is
	'A keyed hash of the network address a written call came from, held to refuse floods. Deleted by the next begun after 24 hours; shown to nobody.';
grant select, insert, delete on dispatch.text_begun to seawall_app;
