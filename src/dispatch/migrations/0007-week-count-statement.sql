-- New incidents are counted once a statement, not once a row: an import of many was slow under the trigger of a row.
-- A change of station, type or time of receipt stays counted row by row (0005): its trigger is not even begun when none of
-- the three moves, and a trigger of a statement may not ask for that. Incidents are never deleted, so no count is taken back.
-- The order is that of the key, as before, so that two that count at once wait instead of locking each other.
create function dispatch.count_new_incidents() returns trigger language plpgsql
	security definer set search_path = pg_catalog, pg_temp as $$
declare
	unclassed uuid;
begin
	insert into dispatch.week_count as w (agency_id, week, type, n)
		select a.agency_id, dispatch.week_of(a.received_at), c.type, count(*)
		from added a join dispatch.classification c on c.id = a.classification_id
		group by 1, 2, 3 order by 1, 2, 3
		on conflict (agency_id, week, type) do update set n = w.n + excluded.n;
	select a.id into unclassed from added a
		where not exists (select from dispatch.classification c where c.id = a.classification_id) limit 1;
	if found then
		raise exception 'incident % is written before its classification', unclassed using errcode = 'foreign_key_violation';
	end if;
	return null;
end $$;

drop trigger keep_week_count on dispatch.incident;
create trigger count_new_incidents after insert on dispatch.incident
	referencing new table as added
	for each statement execute function dispatch.count_new_incidents();
