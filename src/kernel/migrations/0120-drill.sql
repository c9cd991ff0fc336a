-- I31 to I33. Drills: a marked copy of agencies, with a root of its own. What the copy holds and what is real never meet:
-- the tree cannot join them, and tables that name two rows refuse a pair of two worlds.

create table identity.drill (
	id uuid primary key,
	-- No post in it outlives this.
	ends_at timestamptz not null
);
comment on table identity.drill is 'Drills that agencies belong to. Personal data: none.';

alter table identity.agency add column drill_id uuid references identity.drill (id);
alter table identity.agency drop constraint agency_demo_code_key;
-- A copy keeps the code of what it is a copy of: the map's areas are found by it.
alter table identity.agency add constraint agency_code unique nulls not distinct (demo, drill_id, code);
create index agency_drill on identity.agency (drill_id, id) where drill_id is not null;

alter table identity.crew add column drill_id uuid references identity.drill (id);

-- I31. The drill an agency belongs to; null for a real one.
create function identity.drill_of(uuid) returns uuid language sql stable as $$
	select a.drill_id from identity.agency a where a.id = $1
$$;

-- I31. Refuses agencies of two worlds beside each other.
create function identity.one_world(variadic agencies uuid[]) returns void language plpgsql stable as $$
begin
	if not exists (select from identity.drill) then
		return;
	end if;
	if (select count(distinct coalesce(drill_id, '00000000-0000-0000-0000-000000000000'))
		from identity.agency where id = any(agencies)) > 1 then
		raise exception 'a drill and what is real never meet' using errcode = 'check_violation', constraint = 'one_world';
	end if;
end $$;

-- The columns named as arguments hold agencies of one world.
create function identity.agencies_agree() returns trigger language plpgsql as $$
declare
	named jsonb := to_jsonb(new);
begin
	perform identity.one_world(variadic array(select (named ->> c)::uuid from unnest(tg_argv) c where named ->> c is not null));
	return new;
end $$;

create function identity.agency_world() returns trigger language plpgsql as $$
begin
	if tg_op = 'UPDATE' then
		if new.drill_id is distinct from old.drill_id then
			raise exception 'an agency stays what it is: real, or of its drill';
		end if;
		return new;
	end if;
	if new.parent_id is not null and new.drill_id is distinct from identity.drill_of(new.parent_id) then
		raise exception 'a drill and what is real never meet' using errcode = 'check_violation', constraint = 'one_world';
	end if;
	return new;
end $$;
create trigger agency_world before insert or update on identity.agency for each row execute function identity.agency_world();

-- I32. A post in a drill ends with it at the latest; nobody's file is kept in one.
create function identity.post_ends_with_drill() returns trigger language plpgsql as $$
declare
	ends timestamptz;
begin
	select d.ends_at into ends from identity.agency a join identity.drill d on d.id = a.drill_id where a.id = new.agency_id;
	if found and (new.until_at is null or new.until_at > ends) then
		raise exception 'a post in a drill ends with the drill';
	end if;
	return new;
end $$;
create trigger post_ends_with_drill before insert or update on identity.post for each row execute function identity.post_ends_with_drill();

create function identity.file_is_real() returns trigger language plpgsql as $$
begin
	if identity.drill_of(new.agency_id) is not null then
		raise exception 'no file is kept in a drill';
	end if;
	return new;
end $$;
create trigger file_is_real before insert or update of agency_id on identity.person for each row execute function identity.file_is_real();

grant select, insert on identity.drill to seawall_app;
grant select on identity.drill to seawall_sequencer;
