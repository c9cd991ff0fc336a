-- Sign-in: sessions, the desks they hold, and the keys people sign in with.
-- Nothing here is ever shown by a view or entered in the ledger in clear (RULES.md I3, I23).

create table identity.session (
	id uuid primary key,
	-- SHA-256 of the token in the cookie; the token itself is kept nowhere (I3).
	token_hash bytea not null unique check (octet_length(token_hash) = 32),
	person_id uuid not null references identity.person (id),
	post_id uuid not null references identity.post (id),
	-- Of the post, so that powers can speak about whose desk it is.
	agency_id uuid not null references identity.agency (id),
	method text not null check (method in ('demo', 'password', 'passkey')),
	locale text not null check (locale in ('en', 'zh')),
	opened_at timestamptz not null,
	last_seen_at timestamptz not null,
	expires_at timestamptz not null check (expires_at > opened_at),
	locked_at timestamptz,
	revoked_at timestamptz,
	revoked_why text check (revoked_why in ('closed', 'switched', 'taken_over', 'revoked', 'set_up', 'keys_changed')),
	check ((revoked_at is null) = (revoked_why is null))
);
comment on table identity.session is
	'Who was signed in from..until. Personal data: kept one year, to explain acts done from it; seen by the person and, without times of activity, by administrators of the bureau.';
create index session_person on identity.session (person_id) where revoked_at is null;

-- Live work that keeps a desk from signing out (I6).
create table identity.session_hold (
	session_id uuid not null references identity.session (id),
	reason text not null check (reason in ('live_call', 'open_emergency')),
	subject_id uuid not null,
	since timestamptz not null,
	primary key (session_id, reason, subject_id)
);

create table identity.password (
	person_id uuid primary key references identity.person (id),
	-- PHC string, argon2id.
	hash text not null check (hash like '$argon2id$%'),
	set_at timestamptz not null
);
create table identity.totp (
	person_id uuid primary key references identity.person (id),
	-- Base32, RFC 4648. Null once replaced and not yet confirmed is impossible: a new one waits in `next_secret`.
	secret text,
	next_secret text,
	confirmed_at timestamptz,
	-- Time step of the last code taken: a code works once (I13).
	last_step bigint not null default 0,
	check ((secret is null) = (confirmed_at is null))
);
create table identity.passkey (
	id uuid primary key,
	person_id uuid not null references identity.person (id),
	-- Base64url, as the authenticator gives it.
	credential_id text not null unique,
	public_key bytea not null,
	counter bigint not null default 0,
	transports text not null default '',
	label text not null,
	added_at timestamptz not null,
	last_used_at timestamptz
);
create index passkey_person on identity.passkey (person_id);
comment on table identity.password is 'Held to let the person sign in; replaced when they change it, deleted when they leave; seen by nobody.';
comment on table identity.totp is 'Held to let the person sign in; replaced when they change it, deleted when they leave; seen by nobody.';
comment on table identity.passkey is 'Public keys of the person''s authenticators; deleted when they leave; the person sees the label and the day.';

-- One-time code by which a person added by an administrator sets up their own keys (I25).
create table identity.enrolment (
	person_id uuid primary key references identity.person (id),
	code_hash bytea not null unique check (octet_length(code_hash) = 32),
	opened_at timestamptz not null,
	expires_at timestamptz not null
);

-- Failed sign-ins, by account and by source address, both only as keyed hashes; rows are dropped a day after the last one (I12).
create table identity.throttle (
	kind text not null check (kind in ('account', 'source')),
	key_hash bytea not null,
	failures int not null,
	last_at timestamptz not null,
	open_at timestamptz not null,
	primary key (kind, key_hash)
);
create index throttle_old on identity.throttle (last_at);

-- Challenges already answered: one works once (I15).
create table identity.challenge_used (
	challenge_hash bytea primary key,
	used_at timestamptz not null
);

-- Keys of this installation's own: for keyed hashes and challenges.
create table identity.secret (
	name text primary key check (name in ('mac')),
	value bytea not null check (octet_length(value) = 32)
);
insert into identity.secret (name, value)
values ('mac', decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));

create function identity.session_moves() returns trigger language plpgsql as $$
begin
	if new.revoked_at is distinct from old.revoked_at or new.locked_at is distinct from old.locked_at then
		perform pg_notify('seawall_session', new.id::text);
	end if;
	return null;
end $$;
create trigger session_moves after update on identity.session for each row execute function identity.session_moves();

grant select, insert, update on identity.session, identity.password, identity.totp, identity.passkey, identity.enrolment, identity.throttle to seawall_app;
grant select, insert, update, delete on identity.session_hold to seawall_app;
grant select, insert, delete on identity.challenge_used to seawall_app;
grant delete on identity.passkey, identity.password, identity.totp, identity.enrolment, identity.throttle to seawall_app;
grant select on identity.secret to seawall_app;
