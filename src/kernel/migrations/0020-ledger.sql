-- The ledger: what happened, in an order nobody can change afterwards (src/kernel/ledger/RULES.md).
--
-- An act's transaction adds one pending row and its openings. The sequencer alone moves pending rows into entries,
-- gives them gap-free numbers from 0, and adds tiles (C2SP tlog-tiles), heads and signed checkpoints.
-- Numbers are the RFC 6962 leaf index; the same numbers order the outbox.

create schema ledger;
grant usage on schema ledger to seawall_app, seawall_sequencer;

-- Lines waiting for their number. A row leaves this table only by becoming an entry.
-- The checks stop a line whose hash is wrong or which is not JSON from ever being committed.
create table ledger.pending (
	id bigint generated always as identity primary key,
	-- Canonical JSON (RFC 8785) as written; kept as bytes because jsonb does not keep them.
	leaf bytea not null check (octet_length(leaf) between 2 and 65535),
	leaf_hash bytea not null check (leaf_hash = sha256('\x00'::bytea || leaf)),
	-- The machine's clock, for its own gauge of how long numbering takes. Nothing rests on it; `at` is in the leaf.
	entered_at timestamptz not null default now()
);

-- The clear values behind the commitments in the leaves.
-- Personal data: what an act or a look carried about people (names, numbers, reasons), held so that the act can be
-- explained and reviewed; held until erased on a ground agreed by two agencies (L11) or the matter's own end date;
-- seen only through ledger.entry.show, by power and purpose. The row named `what` (act's name, rules, facts) holds
-- no personal data and is never erased.
create table ledger.opening (
	commitment bytea primary key check (octet_length(commitment) = 32),
	leaf_hash bytea not null check (octet_length(leaf_hash) = 32),
	name text,
	salt bytea,
	value text,
	erased_at timestamptz,
	check (
		(erased_at is null and name is not null and salt is not null and value is not null)
		or (erased_at is not null and name is null and salt is null and value is null)
	)
);
create index opening_leaf on ledger.opening (leaf_hash);

-- Numbered lines. Columns after leaf_hash repeat what the leaf says, for filtering; verify compares them with it.
create table ledger.entry (
	n bigint primary key check (n >= 0),
	pending_id bigint not null unique,
	leaf bytea not null,
	leaf_hash bytea not null unique,
	-- First 8 bytes of SHA-256(leaf_hash, pending_id): ties the outbox's handle to the line.
	link bytea not null,
	at timestamptz not null,
	kind text not null check (kind in ('act', 'look', 'refused', 'counted', 'system')),
	outcome text not null check (outcome in ('done', 'refused')),
	agency uuid,
	matter uuid
);
create index entry_agency on ledger.entry (agency, n) where agency is not null;
create index entry_matter on ledger.entry (matter, n) where matter is not null;

-- Full tiles: 256 hashes. Partial tiles are read from what lies below, so no row here ever changes.
create table ledger.tile (
	level smallint not null check (level between 0 and 7),
	index bigint not null check (index >= 0),
	hashes bytea not null check (octet_length(hashes) = 8192),
	-- Root of the tile's 256 hashes: one hash of the tile above.
	root bytea not null check (octet_length(root) = 32),
	primary key (level, index)
);

-- The tree after each batch, and the signed note that says so (C2SP tlog-checkpoint, without cosignatures).
create table ledger.head (
	size bigint primary key check (size > 0),
	root bytea not null check (octet_length(root) = 32)
);
create table ledger.checkpoint (
	size bigint primary key references ledger.head (size),
	note text not null
);

-- Machines elsewhere that watch this ledger (C2SP tlog-cosignature keys, type 4).
create table ledger.witness (
	vkey text primary key,
	name text not null,
	added_at timestamptz not null default now(),
	until timestamptz
);
-- One signature line per checkpoint and witness.
create table ledger.cosignature (
	size bigint not null references ledger.checkpoint (size),
	vkey text not null references ledger.witness (vkey),
	line text not null,
	primary key (size, vkey)
);

-- A proposal to erase personal fields of one entry, and its end. Two people of two agencies (L11).
-- `ground` names the law or order, never the person concerned. Held as long as the ledger.
create table ledger.erasure (
	id uuid primary key,
	n bigint not null references ledger.entry (n),
	commitments bytea[] not null check (cardinality(commitments) between 1 and 50),
	ground text not null,
	agency uuid not null,
	state text not null default 'proposed' check (state in ('proposed', 'approved', 'declined')),
	proposed_by text not null,
	proposed_agency uuid not null,
	proposed_at timestamptz not null,
	decided_by text,
	decided_agency uuid,
	decided_at timestamptz,
	version integer not null default 1,
	check ((state = 'proposed') = (decided_at is null)),
	check (state <> 'approved' or (decided_agency <> proposed_agency and decided_by <> proposed_by))
);
create index erasure_entry on ledger.erasure (n);

-- Nobody rewrites the ledger, its owner included. Changing data under this trigger takes disabling it, and then
-- `ledger verify`, any witness and any old receipt still tell.
create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
	raise exception 'the ledger is only added to: % on %.% is refused', tg_op, tg_table_schema, tg_table_name
		using errcode = 'restrict_violation';
end $$;

create function ledger.guard_opening() returns trigger language plpgsql as $$
begin
	if tg_op = 'UPDATE' and old.erased_at is null and new.erased_at is not null and old.name <> 'what'
		and new.commitment = old.commitment and new.leaf_hash = old.leaf_hash
		and new.name is null and new.salt is null and new.value is null
		and exists (select from ledger.erasure e where e.state = 'approved' and old.commitment = any (e.commitments)) then
		return new;
	end if;
	raise exception 'an opening only changes by an erasure two agencies agreed' using errcode = 'restrict_violation';
end $$;

create function ledger.guard_pending() returns trigger language plpgsql as $$
begin
	if exists (
		select from gone g left join ledger.entry e on e.pending_id = g.id and e.leaf_hash = g.leaf_hash where e.n is null
	) then
		raise exception 'a pending line only leaves by becoming an entry' using errcode = 'restrict_violation';
	end if;
	return null;
end $$;

create trigger no_change before update or delete on ledger.entry for each row execute function ledger.refuse_change();
create trigger no_change before update or delete on ledger.tile for each row execute function ledger.refuse_change();
create trigger no_change before update or delete on ledger.head for each row execute function ledger.refuse_change();
create trigger no_change before update or delete on ledger.checkpoint for each row execute function ledger.refuse_change();
create trigger no_change before update or delete on ledger.cosignature for each row execute function ledger.refuse_change();
create trigger no_change before update on ledger.pending for each row execute function ledger.refuse_change();
create trigger only_numbered after delete on ledger.pending
	referencing old table as gone for each statement execute function ledger.guard_pending();
create trigger only_erased before update or delete on ledger.opening for each row execute function ledger.guard_opening();
create trigger no_delete before delete on ledger.erasure for each row execute function ledger.refuse_change();
create trigger no_truncate before truncate on ledger.entry for each statement execute function ledger.refuse_change();
create trigger no_truncate before truncate on ledger.tile for each statement execute function ledger.refuse_change();
create trigger no_truncate before truncate on ledger.head for each statement execute function ledger.refuse_change();
create trigger no_truncate before truncate on ledger.checkpoint for each statement execute function ledger.refuse_change();
create trigger no_truncate before truncate on ledger.pending for each statement execute function ledger.refuse_change();
create trigger no_truncate before truncate on ledger.opening for each statement execute function ledger.refuse_change();

-- The one way the application may change an opening. Runs with its owner's rights, erases only what an approved
-- proposal names, and answers how many fields it erased.
create function ledger.erase(erasure uuid, erased timestamptz) returns integer
	language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
	done integer;
begin
	update ledger.opening o set name = null, salt = null, value = null, erased_at = erased
		from ledger.erasure e
		where e.id = erasure and e.state = 'approved' and o.commitment = any (e.commitments) and o.erased_at is null;
	get diagnostics done = row_count;
	return done;
end $$;
revoke all on function ledger.erase(uuid, timestamptz) from public;
grant execute on function ledger.erase(uuid, timestamptz) to seawall_app;

grant insert, select on ledger.pending, ledger.opening to seawall_app;
grant select on ledger.entry, ledger.tile, ledger.head, ledger.checkpoint to seawall_app;
grant insert, select on ledger.witness, ledger.cosignature to seawall_app;
grant update (until) on ledger.witness to seawall_app;
grant insert, select on ledger.erasure to seawall_app;
grant update (state, decided_by, decided_agency, decided_at, version) on ledger.erasure to seawall_app;

grant select, delete on ledger.pending to seawall_sequencer;
grant insert, select on ledger.entry, ledger.tile, ledger.head, ledger.checkpoint to seawall_sequencer;
