-- The spine: roles, the act's key, and the outbox.
-- seawall_app is what the application may do; seawall_sequencer alone numbers the ledger. Neither owns anything.
create extension if not exists postgis;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;

do $$
begin
	perform pg_advisory_xact_lock(7230911);
	if not exists (select from pg_roles where rolname = 'seawall_app') then
		create role seawall_app nologin;
	end if;
	if not exists (select from pg_roles where rolname = 'seawall_sequencer') then
		create role seawall_sequencer nologin;
	end if;
end $$;

grant usage on schema kernel to seawall_app, seawall_sequencer;
grant select on kernel.migration to seawall_app, seawall_sequencer;
grant usage on schema public to seawall_app, seawall_sequencer;

-- An act may be asked again with the same key and happens once. The answer is kept for 48 hours.
create table kernel.act_key (
	actor text not null,
	key text not null,
	act text not null,
	-- sha256 of the body: the same key with another body is refused.
	body_sha256 bytea not null,
	-- What was answered. May hold what the person was shown then; deleted with the row after 48 hours.
	answer text not null,
	receipt bytea not null,
	at timestamptz not null,
	primary key (actor, key)
);
create index act_key_at on kernel.act_key (at);

-- Messages that left with a commit. The sequencer numbers the entry; a message is entry.n and its own k.
create table kernel.outbox (
	pending_id bigint not null,
	k smallint not null,
	topic text not null,
	resource_type text,
	resource_id text,
	-- Ids and states only, never personal data. Text, so that what was written is what is sent.
	body text not null,
	primary key (pending_id, k)
);

grant select, insert, delete on kernel.act_key to seawall_app;
grant select, insert on kernel.outbox to seawall_app;
grant select on kernel.outbox to seawall_sequencer;
