-- Identity: agencies, people, the posts they hold, their credentials, and the crew they belong to.
-- Powers read these rows and nothing else about a person (RULES.md I1, I2).

create schema identity;
grant usage on schema identity to seawall_app, seawall_sequencer;

create table identity.organisation (
	id uuid primary key check (id = '00000000-0000-8000-8000-000000000001'),
	mode text not null default 'demo' check (mode in ('demo', 'real')),
	-- Web origin passkeys are bound to, e.g. https://seawall.example; set by the set-up page.
	origin text,
	set_up_at timestamptz,
	version int not null default 1
);
comment on table identity.organisation is 'The one organisation of this installation. Demo until the set-up page makes it real; never back.';
insert into identity.organisation (id) values ('00000000-0000-8000-8000-000000000001');

create table identity.agency (
	id uuid primary key,
	code text not null check (code ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
	name_en text not null,
	name_zh text not null,
	tier text not null check (tier in ('province', 'city', 'county', 'station')),
	branch text check (branch in ('command', 'legal', 'criminal', 'public_order', 'cyber', 'economic', 'traffic', 'integrity', 'training')),
	parent_id uuid references identity.agency (id),
	-- The whole bureau it belongs to: itself, or for a branch the agency it is a branch of. Filled on insert.
	bureau_id uuid not null references identity.agency (id) deferrable initially deferred,
	demo boolean not null default false,
	version int not null default 1,
	check (branch is null or parent_id is not null),
	unique (demo, code)
);
create index agency_parent on identity.agency (parent_id);

create table identity.agency_closure (
	ancestor uuid not null references identity.agency (id),
	descendant uuid not null references identity.agency (id),
	depth int not null check (depth >= 0),
	primary key (ancestor, descendant)
);
create index agency_closure_up on identity.agency_closure (descendant, depth) include (ancestor);

create function identity.agency_bureau() returns trigger language plpgsql as $$
begin
	if new.branch is null then
		new.bureau_id := new.id;
	else
		select bureau_id into strict new.bureau_id from identity.agency where id = new.parent_id;
	end if;
	return new;
end $$;
create trigger agency_bureau before insert on identity.agency for each row execute function identity.agency_bureau();

-- The tree only grows; a move would need every descendant's rows and is another migration's work.
create function identity.agency_close() returns trigger language plpgsql security definer set search_path = identity, pg_temp as $$
begin
	if tg_op = 'UPDATE' then
		if new.parent_id is distinct from old.parent_id or new.branch is distinct from old.branch or new.tier <> old.tier then
			raise exception 'an agency keeps its parent, branch and tier';
		end if;
		return null;
	end if;
	insert into agency_closure (ancestor, descendant, depth)
	select c.ancestor, new.id, c.depth + 1 from agency_closure c where c.descendant = new.parent_id
	union all select new.id, new.id, 0;
	return null;
end $$;
create trigger agency_close after insert or update on identity.agency for each row execute function identity.agency_close();

create table identity.person (
	id uuid primary key,
	-- Name to sign in with: lower case, unique among those who may still sign in.
	account text not null check (account ~ '^[a-z0-9][a-z0-9._-]{1,62}$'),
	name_en text not null,
	name_zh text not null,
	sworn boolean not null,
	-- Agency that keeps the person's file.
	agency_id uuid not null references identity.agency (id),
	locale text not null default 'zh' check (locale in ('en', 'zh')),
	left_at timestamptz,
	demo boolean not null default false,
	version int not null default 1,
	unique (demo, account)
);
comment on table identity.person is
	'Names of members of the force, held so that duty can be assigned and acts answered for. Kept while they serve and as long as a ledger entry of theirs must be explained. Seen by administrators of their bureau and by colleagues beside an act of theirs.';
create index person_agency on identity.person (agency_id);

create table identity.post (
	id uuid primary key,
	person_id uuid not null references identity.person (id),
	agency_id uuid not null references identity.agency (id),
	kind text not null check (kind in (
		'call_taker', 'dispatcher', 'shift_leader', 'commander', 'station_chief', 'officer', 'auxiliary_officer', 'investigator',
		'traffic_officer', 'legal_reviewer', 'integrity_inspector', 'trainer', 'analyst', 'administrator')),
	from_at timestamptz not null,
	until_at timestamptz check (until_at > from_at),
	version int not null default 1
);
comment on table identity.post is
	'Who holds which post from..until. Personal data: kept as long as an act done from the post must be explained; seen by administrators of the bureau and by the person.';
create index post_person on identity.post (person_id);
create index post_agency on identity.post (agency_id, kind);

create table identity.credential (
	id uuid primary key,
	person_id uuid not null references identity.person (id),
	kind text not null check (kind in (
		'armed', 'stab_proof', 'first_aid', 'interview_child', 'negotiator', 'traffic_collision', 'breath_test', 'drone', 'boat',
		'legal_exam')),
	from_at timestamptz not null,
	until_at timestamptz check (until_at > from_at),
	version int not null default 1
);
comment on table identity.credential is
	'Proof of training and until when it holds. Personal data: kept three years past its end, so that an act resting on it can be explained; seen by administrators and trainers of the bureau and by the person.';
create index credential_person on identity.credential (person_id);

create table identity.crew (
	id uuid primary key,
	person_id uuid not null references identity.person (id),
	-- A unit of the slice that sends units; the kernel knows no more of it.
	unit_id uuid not null,
	from_at timestamptz not null,
	until_at timestamptz check (until_at > from_at)
);
comment on table identity.crew is
	'Who crewed which unit from..until. Personal data: kept as long as the unit''s acts must be explained; never counted or compared by person; seen where the unit is seen.';
create index crew_person on identity.crew (person_id, from_at desc);
create index crew_unit on identity.crew (unit_id, from_at desc);

-- One number that grows with every change of posts, credentials, crew, people or the tree: part of every cache key (I21).
-- A row, not a sequence: the new number must not be seen before the change it stands for.
create table identity.standing (
	one boolean primary key default true check (one),
	version bigint not null
);
insert into identity.standing (version) values (1);

create function identity.standing_moves() returns trigger language plpgsql security definer set search_path = identity, pg_temp as $$
declare
	moved bigint;
begin
	update standing set version = version + 1 returning version into moved;
	perform pg_notify('seawall_standing', moved::text);
	return null;
end $$;
create trigger standing_moves after insert or update or delete on identity.agency for each statement execute function identity.standing_moves();
create trigger standing_moves after insert or update or delete on identity.person for each statement execute function identity.standing_moves();
create trigger standing_moves after insert or update or delete on identity.post for each statement execute function identity.standing_moves();
create trigger standing_moves after insert or update or delete on identity.credential for each statement execute function identity.standing_moves();
create trigger standing_moves after insert or update or delete on identity.crew for each statement execute function identity.standing_moves();
create trigger standing_moves after update on identity.organisation for each statement execute function identity.standing_moves();

grant select on all tables in schema identity to seawall_app;
grant select on identity.agency, identity.agency_closure, identity.standing to seawall_sequencer;
grant update on identity.organisation to seawall_app;
grant insert, update on identity.agency, identity.person, identity.post, identity.credential, identity.crew to seawall_app;
