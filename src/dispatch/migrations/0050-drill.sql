-- D250 to D257. Drills. What is copied stands in the tables it always stood in, at agencies of the drill (I31).

create table dispatch.drill (
	id uuid primary key,
	-- The real bureau that is copied.
	agency_id uuid not null references identity.agency (id),
	state text not null default 'proposed' check (state in ('proposed', 'running', 'refused', 'ended', 'erased')),
	purpose text check (length(purpose) between 1 and 300),
	-- Units copied at each station.
	crews int not null check (crews between 1 and 6),
	ends_at timestamptz not null,
	proposed_by uuid not null references identity.person (id),
	proposed_at timestamptz not null,
	decided_by uuid references identity.person (id) check (decided_by <> proposed_by),
	decided_at timestamptz,
	reason text check (length(reason) between 1 and 300),
	-- The copy of the bureau; it stands once the drill was agreed to.
	root_id uuid references identity.agency (id),
	ended_at timestamptz,
	keep_until timestamptz,
	version int not null default 1,
	check (ends_at > proposed_at and ends_at <= proposed_at + interval '72 hours'),
	check ((state in ('running', 'ended', 'erased')) = (root_id is not null)),
	check ((state in ('ended', 'erased')) = (ended_at is not null)),
	check ((state in ('ended', 'erased')) = (keep_until is not null))
);
comment on column dispatch.drill.purpose is
	'Why a drill is held, in words. Held as long as its record; seen by trainers and those who lead the bureau, and who takes part.';
create index drill_agency on dispatch.drill (agency_id, proposed_at desc);
create unique index drill_running on dispatch.drill (agency_id) where state = 'running';
create index drill_due on dispatch.drill (ends_at) where state = 'running';
create index drill_keep on dispatch.drill (keep_until) where state = 'ended';

create table dispatch.drill_person (
	drill_id uuid not null references dispatch.drill (id),
	person_id uuid not null references identity.person (id),
	post_id uuid not null references identity.post (id),
	primary key (drill_id, person_id)
);
comment on table dispatch.drill_person is
	'Who was invited to which drill. Held as long as its record; seen by trainers and those who lead the bureau, and by the person; never counted by person.';
create index drill_person_person on dispatch.drill_person (person_id, drill_id);

create table dispatch.drill_unit (
	unit_id uuid primary key references dispatch.unit (id),
	drill_id uuid not null references dispatch.drill (id),
	-- The real unit it is a copy of.
	of_id uuid not null references dispatch.unit (id)
);
comment on table dispatch.drill_unit is 'Which real unit a unit of a drill is a copy of. Personal data: none.';

grant select, insert, update on dispatch.drill to seawall_app;
grant select, insert on dispatch.drill_person, dispatch.drill_unit to seawall_app;

-- D252. The rows a row names, and the row itself, are of one world. After the statement: what it names may be written by it.
create function dispatch.worlds_agree() returns trigger language plpgsql as $$
declare
	named jsonb := to_jsonb(new);
	agencies uuid[] := '{}';
	c text;
	v uuid;
begin
	if not exists (select from identity.drill) then
		return null;
	end if;
	foreach c in array tg_argv loop
		v := (named ->> c)::uuid;
		continue when v is null;
		if c = 'incident_id' then select agency_id into v from dispatch.incident where id = v;
		elsif c = 'call_id' then select agency_id into v from dispatch.call where id = v;
		elsif c = 'unit_id' then select agency_id into v from dispatch.unit where id = v;
		elsif c = 'watch_id' then select agency_id into v from dispatch.watch where id = v;
		elsif c = 'sample_id' then select agency_id into v from dispatch.sample where id = v;
		elsif c in ('post_id', 'successor_post') then select agency_id into v from identity.post where id = v;
		end if;
		if v is not null then agencies := agencies || v; end if;
	end loop;
	perform identity.one_world(variadic agencies);
	return null;
end $$;

create constraint trigger one_world after insert or update of agency_id, desk_id on dispatch.incident
	for each row execute function dispatch.worlds_agree('agency_id', 'desk_id');
create constraint trigger one_world after insert or update of agency_id, incident_id on dispatch.call
	for each row execute function dispatch.worlds_agree('agency_id', 'incident_id');
create constraint trigger one_world after insert or update of agency_id, lent_id, stands_in_id on dispatch.unit
	for each row execute function dispatch.worlds_agree('agency_id', 'lent_id', 'stands_in_id');
create constraint trigger one_world after insert on dispatch.assignment
	for each row execute function dispatch.worlds_agree('incident_id', 'unit_id', 'unit_agency_id');
create constraint trigger one_world after insert on dispatch.hand_up
	for each row execute function dispatch.worlds_agree('incident_id', 'agency_id');
create constraint trigger one_world after insert on dispatch.story
	for each row execute function dispatch.worlds_agree('incident_id', 'call_id');
create constraint trigger one_world after insert on dispatch.track
	for each row execute function dispatch.worlds_agree('incident_id', 'unit_id');
create constraint trigger one_world after insert on dispatch.emergency
	for each row execute function dispatch.worlds_agree('incident_id', 'unit_id');
create constraint trigger one_world after insert on dispatch.attachment
	for each row execute function dispatch.worlds_agree('incident_id', 'by_agency');
create constraint trigger one_world after insert on dispatch.hazard
	for each row execute function dispatch.worlds_agree('incident_id', 'agency_id', 'desk_id');
create constraint trigger one_world after insert on dispatch.watch
	for each row execute function dispatch.worlds_agree('agency_id', 'post_id');
create constraint trigger one_world after insert or update on dispatch.held
	for each row execute function dispatch.worlds_agree('incident_id', 'watch_id');
create constraint trigger one_world after insert on dispatch.relief
	for each row execute function dispatch.worlds_agree('watch_id', 'agency_id', 'successor_post');
create constraint trigger one_world after insert on dispatch.downgrade
	for each row execute function dispatch.worlds_agree('incident_id', 'agency_id', 'desk_id');
create constraint trigger one_world after insert on dispatch.sample_item
	for each row execute function dispatch.worlds_agree('sample_id', 'incident_id', 'agency_id');
create constraint trigger one_world after insert on dispatch.price
	for each row execute function dispatch.worlds_agree('agency_id', 'asked_agency');

create constraint trigger one_world after insert on dispatch.major
	for each row execute function dispatch.worlds_agree('incident_id', 'agency_id');
create constraint trigger one_world after insert on dispatch.alarm_level
	for each row execute function dispatch.worlds_agree('incident_id', 'by_agency');

-- D35, D251. No generated row once a real organisation is set up, but within a drill.
create or replace function dispatch.no_generated_when_real() returns trigger language plpgsql as $$
begin
	if new.generated and identity.drill_of(new.agency_id) is null and exists (select from identity.organisation where mode = 'real') then
		raise exception 'generated rows end where a real organisation begins';
	end if;
	return new;
end $$;

-- D255. Every number of a drill begins with its mark, and no other.
create function dispatch.number_is_marked() returns trigger language plpgsql as $$
begin
	if (identity.drill_of(new.agency_id) is not null) <> (new.number like 'DR-%') then
		raise exception 'numbers of a drill, and no others, begin with DR-';
	end if;
	return new;
end $$;
create trigger number_is_marked before insert on dispatch.incident for each row execute function dispatch.number_is_marked();
create trigger number_is_marked before insert on dispatch.call for each row execute function dispatch.number_is_marked();

-- D257. What a drill said goes out of dispatch when it was kept long enough. Runs with its owner's rights, since the
-- application may not change these rows, and takes only a drill that ended and whose time is up.
create function dispatch.erase_drill(wanted uuid, at timestamptz) returns integer
	language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
	incidents uuid[];
	calls uuid[];
begin
	if not exists (select from dispatch.drill d where d.id = wanted and d.state = 'ended' and d.keep_until <= at) then
		raise exception 'the drill is kept still';
	end if;
	select coalesce(array_agg(i.id), '{}') into incidents
		from dispatch.incident i join identity.agency a on a.id = i.agency_id where a.drill_id = wanted;
	select coalesce(array_agg(c.id), '{}') into calls
		from dispatch.call c join identity.agency a on a.id = c.agency_id where a.drill_id = wanted;
	update dispatch.story s set text = null where s.incident_id = any (incidents) or s.call_id = any (calls);
	update dispatch.disposition d set report = null where d.incident_id = any (incidents);
	update dispatch.hand_up h set reason = '—' where h.incident_id = any (incidents);
	update dispatch.call c set caller_number = null, caller_name = null, call_back_number = null, located_lon = null,
		located_lat = null, located_metres = null, located_datum = null where c.id = any (calls);
	update dispatch.place p set words_en = '—', words_zh = '—', detail = null where p.id in (
		select i.place_id from dispatch.incident i where i.id = any (incidents)
		union select c.place_id from dispatch.call c where c.id = any (calls));
	delete from dispatch.hazard h where h.incident_id = any (incidents);
	delete from dispatch.track t where t.incident_id = any (incidents);
	delete from dispatch.attachment t where t.incident_id = any (incidents);
	delete from dispatch.drill_person p where p.drill_id = wanted;
	update dispatch.drill d set state = 'erased', purpose = null, reason = null, version = version + 1 where d.id = wanted;
	return cardinality(incidents) + cardinality(calls);
end $$;
revoke all on function dispatch.erase_drill(uuid, timestamptz) from public;
grant execute on function dispatch.erase_drill(uuid, timestamptz) to seawall_app;

-- D256. The end of a drill ends its alarms.
alter table dispatch.emergency drop constraint emergency_silenced_by_check;
alter table dispatch.emergency add constraint emergency_silenced_by_check check (silenced_by in ('two_people', 'code_word', 'drill_ended'));
