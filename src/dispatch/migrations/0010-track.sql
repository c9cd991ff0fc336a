-- D112. Where a unit went for an incident: a fix belongs to an incident or is not kept.
create table dispatch.track (
	incident_id uuid not null references dispatch.incident (id),
	unit_id uuid not null references dispatch.unit (id),
	-- Ten seconds since 1970: at most one fix of a unit in each.
	slot bigint not null,
	lon double precision not null check (lon between -180 and 180),
	lat double precision not null check (lat between -90 and 90),
	accuracy_metres double precision check (accuracy_metres between 0 and 50000),
	at timestamptz not null,
	delete_at timestamptz not null check (delete_at > at),
	primary key (incident_id, unit_id, slot)
);
comment on table dispatch.track is
	'Places of a unit while it was on an incident, held to answer for how help came to it, until delete_at (the table dispatch.track-keep says how many days). Read only for one incident, with a purpose, each look entered; none of a protected address.';
create index track_delete on dispatch.track (delete_at);
grant select, insert, delete on dispatch.track to seawall_app;

-- A fix without the incident's own time is no fix of the incident, whatever the program says.
create function dispatch.track_within() returns trigger language plpgsql as $$
begin
	if not exists (select from dispatch.assignment a join dispatch.incident i on i.id = a.incident_id
		where a.incident_id = new.incident_id and a.unit_id = new.unit_id and not i.protected
			and new.at >= a.dispatched_at and (a.cleared_at is null or new.at <= a.cleared_at)) then
		raise exception 'a position is kept only while its unit is on the incident';
	end if;
	return new;
end $$;
create trigger track_within before insert on dispatch.track for each row execute function dispatch.track_within();
