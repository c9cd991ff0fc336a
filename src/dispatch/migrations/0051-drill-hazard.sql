-- D252. One of a kind at an address in each world: what stands in a drill is in nobody's way.

alter table dispatch.hazard add column drill_id uuid references identity.drill (id);
create function dispatch.hazard_world() returns trigger language plpgsql as $$
begin
	new.drill_id := identity.drill_of(new.desk_id);
	return new;
end $$;
create trigger hazard_world before insert on dispatch.hazard for each row execute function dispatch.hazard_world();
drop index dispatch.hazard_once;
create unique index hazard_once on dispatch.hazard (words_zh, kind, round(lon::numeric, 3), round(lat::numeric, 3), drill_id)
	nulls not distinct where state in ('proposed', 'in_force');
