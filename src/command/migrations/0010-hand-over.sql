-- Hand-over: who owns a matter, at every instant, and how it passes from one agency to another.

-- An offer and what came of it. Its own life is a matter of kind `hand_over`, whose id it bears.
create table command.hand_over (
	id uuid primary key references matters.matter (id),
	matter_id uuid not null references matters.matter (id),
	-- The offerer, and the agency it is offered to.
	agency_id uuid not null references identity.agency (id),
	to_id uuid not null references identity.agency (id),
	-- Who decides when the two do not agree: the lowest agency above both, found when it was offered.
	superior_id uuid not null references identity.agency (id),
	state text not null default 'offered' check (state in ('offered', 'raised', 'accepted', 'ordered', 'kept', 'withdrawn')),
	-- Why it went up.
	raised text check (raised in ('refused', 'unanswered')),
	reason text not null check (length(reason) between 1 and 500),
	answer text check (length(answer) between 1 and 500),
	decision text check (length(decision) between 1 and 500),
	offered_at timestamptz not null,
	due_at timestamptz not null check (due_at > offered_at),
	answered_at timestamptz,
	raised_at timestamptz,
	-- Accepted, decided or withdrawn: nothing more comes.
	ended_at timestamptz,
	offered_by text not null,
	answered_by text,
	decided_by text,
	-- Persons who offered and answered; empty: nobody did, or the clock.
	offerer text not null,
	answerer text not null default '',
	-- Number of the entry that moved the owner, once the offerer's own entry has named it.
	seen_entry bigint,
	version int not null default 1 check (version >= 1),
	check (agency_id <> to_id),
	check ((raised is null) = (raised_at is null)),
	check ((raised is not distinct from 'refused') = (answered_at is not null and state <> 'accepted')),
	check ((ended_at is null) = (state in ('offered', 'raised'))),
	check ((state in ('ordered', 'kept')) = (decision is not null)),
	check (state not in ('raised', 'ordered', 'kept') or raised is not null)
);
create unique index hand_over_open on command.hand_over (matter_id) where ended_at is null;
create index hand_over_matter on command.hand_over (matter_id, offered_at desc);
create index hand_over_agency on command.hand_over (agency_id, offered_at desc, id desc);
create index hand_over_to on command.hand_over (to_id, offered_at desc, id desc);
create index hand_over_superior on command.hand_over (superior_id, offered_at desc, id desc);
comment on table command.hand_over is
	'Offers to hand a matter over and their answers. `reason`, `answer` and `decision` say why in words and may touch on the matter; held as long as it, seen by both sides and the agency above them. The kinds of post that acted.';
comment on column command.hand_over.offerer is
	'Who offered, so that the same person does not decide. Held as long as the matter; not shown, never counted by person.';
comment on column command.hand_over.answerer is
	'Who refused, so that the same person does not decide. Held as long as the matter; not shown, never counted by person.';

-- Who owned a matter from..until. Rows begin with the first move: before it, the matter's agency owned it since its opening.
-- Gap-free: a row follows on the very moment at which another ended. No overlap, and one open row.
create table command.ownership (
	matter_id uuid not null references matters.matter (id),
	n int not null check (n >= 1),
	agency_id uuid not null references identity.agency (id),
	from_at timestamptz not null,
	until_at timestamptz check (until_at > from_at),
	follows timestamptz,
	why text not null check (why in ('opened', 'handed', 'ordered', 'placed')),
	hand_over_id uuid references command.hand_over (id),
	primary key (matter_id, n),
	unique (matter_id, until_at),
	check ((n = 1) = (follows is null) and (follows is null or follows = from_at)),
	check ((n = 1) = (why = 'opened')),
	check ((why in ('handed', 'ordered')) = (hand_over_id is not null)),
	foreign key (matter_id, follows) references command.ownership (matter_id, until_at) deferrable initially deferred,
	exclude using gist (matter_id with =, tstzrange(from_at, until_at) with &&)
);
create unique index ownership_open on command.ownership (matter_id) where until_at is null;
create unique index ownership_hand_over on command.ownership (hand_over_id) where hand_over_id is not null;
comment on table command.ownership is 'Which agency owned which matter when. Only grows. Personal data: none.';

-- What was owned stays: a row only gets its end, once.
create function command.ownership_stands() returns trigger language plpgsql as $$
begin
	if tg_op = 'DELETE' or old.until_at is not null or new.until_at is null
		or (new.matter_id, new.n, new.agency_id, new.from_at, new.why) is distinct from (old.matter_id, old.n, old.agency_id, old.from_at, old.why)
		or (new.follows, new.hand_over_id) is distinct from (old.follows, old.hand_over_id) then
		raise exception 'who owned a matter is never rewritten' using errcode = 'restrict_violation';
	end if;
	return new;
end $$;
create trigger ownership_stands before update or delete on command.ownership for each row execute function command.ownership_stands();

-- The matter's agency and its open row are one and the same when the transaction ends; the first row begins at its opening.
create function command.ownership_agrees() returns trigger language plpgsql as $$
declare
	of_matter uuid;
begin
	if tg_table_name = 'ownership' then
		of_matter := new.matter_id;
	else
		of_matter := new.id;
	end if;
	if not exists (select from matters.matter m join command.ownership o on o.matter_id = m.id and o.until_at is null
			where m.id = of_matter and m.agency_id = o.agency_id)
		or not exists (select from matters.matter m join command.ownership o on o.matter_id = m.id and o.n = 1
			where m.id = of_matter and o.from_at = m.opened_at) then
		raise exception 'the owner of a matter changes only together with its ownership' using errcode = 'restrict_violation';
	end if;
	return null;
end $$;
create constraint trigger ownership_agrees after insert or update on command.ownership
	deferrable initially deferred for each row execute function command.ownership_agrees();
create constraint trigger owner_agrees after update of agency_id on matters.matter
	deferrable initially deferred for each row when (old.agency_id is distinct from new.agency_id)
	execute function command.ownership_agrees();

-- Who owned a matter at a moment; null before it was opened.
create function command.owner_at(of_matter uuid, moment timestamptz) returns uuid language sql stable as $$
	select coalesce(
		(select o.agency_id from command.ownership o
			where o.matter_id = m.id and o.from_at <= moment and (o.until_at is null or moment < o.until_at)),
		case when not exists (select from command.ownership o where o.matter_id = m.id) and m.opened_at <= moment then m.agency_id end)
	from matters.matter m where m.id = of_matter
$$;

grant select, insert, update on command.hand_over, command.ownership to seawall_app;
grant execute on function command.owner_at(uuid, timestamptz) to seawall_app;
