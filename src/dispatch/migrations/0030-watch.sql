-- D210 to D217. Who stands watch at a desk, which open incident is held by which watch, and how one watch relieves another.
create table dispatch.watch (
	id uuid primary key,
	agency_id uuid not null references identity.agency (id),
	person_id uuid not null references identity.person (id),
	post_kind text not null,
	post_id uuid not null references identity.post (id),
	from_at timestamptz not null,
	until_at timestamptz check (until_at >= from_at),
	version int not null default 1
);
comment on table dispatch.watch is
	'Who answers for what a desk has open. Personal data: who stood watch, held as long as the incidents it held; seen at that desk. Never counted or compared.';
create unique index watch_open on dispatch.watch (agency_id, person_id) where until_at is null;

create table dispatch.held (
	-- No foreign key: an act that has its incident locked would wait here for a watch that begins, and that watch for it.
	incident_id uuid primary key,
	watch_id uuid not null references dispatch.watch (id)
);
comment on table dispatch.held is 'Open incidents by the watch that holds them; kept by the triggers below. Personal data: none.';
create index held_watch on dispatch.held (watch_id);

create table dispatch.relief (
	id uuid primary key,
	watch_id uuid not null references dispatch.watch (id),
	agency_id uuid not null references identity.agency (id),
	leaver_id uuid not null references identity.person (id),
	successor_id uuid not null references identity.person (id) check (successor_id <> leaver_id),
	successor_post uuid not null references identity.post (id),
	at timestamptz not null,
	ended text check (ended in ('countersigned', 'withdrawn')),
	ended_at timestamptz,
	-- What was handed over, as it was countersigned: kinds and ids.
	items jsonb,
	sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
	version int not null default 1,
	check ((ended is null) = (ended_at is null)),
	check ((ended is not distinct from 'countersigned') = (items is not null)),
	check ((items is null) = (sha256 is null))
);
comment on table dispatch.relief is
	'One watch handed to another. Personal data: who left and who took over, held as long as the incidents; seen at that desk.';
create unique index relief_open on dispatch.relief (watch_id) where ended is null;
create index relief_agency on dispatch.relief (agency_id, at desc);

-- The desks that can hold an incident, nearest first: the one that opened it while the incident answers there or below it,
-- then the agency that answers and those above it as far as the county; a city or province that answers stands alone.
create function dispatch.desks_of(answers uuid, opened uuid) returns table (desk uuid, far int) language sql stable as $$
	select c.ancestor, case when c.ancestor = opened then -1 else c.depth end
	from identity.agency_closure c join identity.agency a on a.id = c.ancestor
	where c.descendant = answers and (c.depth = 0 or a.tier in ('station', 'county') or c.ancestor = opened)
$$;

-- D211. Watches begin, pass and end one after the other (the same lock, alone); incidents come and move beside each other.
create function dispatch.keep_held() returns trigger language plpgsql
	security definer set search_path = pg_catalog, pg_temp as $$
declare
	keeper uuid;
begin
	if new.closed then
		delete from dispatch.held where incident_id = new.id;
		return null;
	end if;
	perform pg_advisory_xact_lock_shared(7210, 1);
	select w.id into keeper
		from dispatch.desks_of(new.agency_id, new.desk_id) d
		join dispatch.watch w on w.agency_id = d.desk and w.until_at is null
		left join dispatch.held h on h.incident_id = new.id and h.watch_id = w.id
		left join dispatch.classification c on c.id = new.classification_id
		order by (h.watch_id is not null) desc, (w.post_id::text = c.post_id) desc, d.far, w.from_at, w.id limit 1;
	if keeper is null then
		delete from dispatch.held where incident_id = new.id;
	else
		insert into dispatch.held (incident_id, watch_id) values (new.id, keeper)
			on conflict (incident_id) do update set watch_id = excluded.watch_id;
	end if;
	return null;
end $$;
create trigger hold_new after insert on dispatch.incident
	for each row when (not new.closed) execute function dispatch.keep_held();
create trigger hold_moved after update of closed, agency_id, desk_id on dispatch.incident
	for each row when ((old.closed, old.agency_id, old.desk_id) is distinct from (new.closed, new.agency_id, new.desk_id))
	execute function dispatch.keep_held();

-- D211. A watch that begins takes what nobody holds and its desk can hold.
create function dispatch.begin_watch() returns trigger language plpgsql
	security definer set search_path = pg_catalog, pg_temp as $$
begin
	perform pg_advisory_xact_lock(7210, 1);
	insert into dispatch.held (incident_id, watch_id)
		select i.id, new.id from dispatch.incident i
		where not i.closed and not exists (select from dispatch.held h where h.incident_id = i.id)
			and exists (select from dispatch.desks_of(i.agency_id, i.desk_id) d where d.desk = new.agency_id)
		on conflict (incident_id) do nothing;
	return null;
end $$;
create trigger begin_watch after insert on dispatch.watch for each row execute function dispatch.begin_watch();

-- D212. Whoever writes: a watch that holds an open incident does not end.
create function dispatch.end_watch() returns trigger language plpgsql
	security definer set search_path = pg_catalog, pg_temp as $$
begin
	perform pg_advisory_xact_lock(7210, 1);
	if exists (select from dispatch.held h where h.watch_id = new.id) then
		raise exception 'a watch that holds an open incident does not end';
	end if;
	return null;
end $$;
create trigger end_watch after update of until_at on dispatch.watch
	for each row when (new.until_at is not null) execute function dispatch.end_watch();

grant select, insert, update on dispatch.watch, dispatch.relief to seawall_app;
-- Written by the triggers; the application passes rows from one watch to another and no more.
grant select, update (watch_id) on dispatch.held to seawall_app;
