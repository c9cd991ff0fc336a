-- D226 to D229. A lesser type or priority is worked by at once and measured by only when somebody outside the measured unit
-- has confirmed it.
alter table dispatch.incident add column measured_id uuid references dispatch.classification (id) deferrable initially deferred;
comment on column dispatch.incident.measured_id is
	'The classification that measures go by while a lesser one waits to be confirmed; null: the newest. Personal data: none.';

create table dispatch.downgrade (
	id uuid primary key,
	incident_id uuid not null references dispatch.incident (id),
	-- Whose times are measured by it, as it stood then.
	agency_id uuid not null references identity.agency (id),
	desk_id uuid not null references identity.agency (id),
	before_id uuid not null references dispatch.classification (id) deferrable initially deferred,
	after_id uuid not null references dispatch.classification (id) deferrable initially deferred,
	-- Who asked, so that another one decides.
	asked_by text not null,
	at timestamptz not null,
	ended text check (ended in ('confirmed', 'refused', 'overtaken')),
	ended_at timestamptz,
	post_kind text,
	by_agency uuid references identity.agency (id),
	version int not null default 1,
	check ((ended is null) = (ended_at is null))
);
comment on table dispatch.downgrade is
	'Lesser types and priorities and who outside the measured unit decided them. Personal data: who asked, held so that nobody decides their own; never shown, counted or compared.';
create unique index downgrade_open on dispatch.downgrade (incident_id) where ended is null;
create index downgrade_queue on dispatch.downgrade (at, id) where ended is null;
grant select, insert, update on dispatch.downgrade to seawall_app;

-- D31. Counts go by what is measured.
create or replace function dispatch.keep_week_count() returns trigger language plpgsql
	security definer set search_path = pg_catalog, pg_temp as $$
declare
	moved record;
begin
	for moved in
		select m.agency_id, m.week, m.type, m.step from (
			select new.agency_id, dispatch.week_of(new.received_at) as week, c.type, 1 as step
			from dispatch.classification c where c.id = coalesce(new.measured_id, new.classification_id)
			union all
			select old.agency_id, dispatch.week_of(old.received_at), c.type, -1
			from dispatch.classification c where c.id = coalesce(old.measured_id, old.classification_id)
		) m order by m.agency_id, m.week, m.type, m.step desc
	loop
		if moved.step > 0 then
			insert into dispatch.week_count as w (agency_id, week, type, n)
				values (moved.agency_id, moved.week, moved.type, 1)
				on conflict (agency_id, week, type) do update set n = w.n + 1;
		else
			update dispatch.week_count w set n = w.n - 1
				where w.agency_id = moved.agency_id and w.week = moved.week and w.type = moved.type;
		end if;
	end loop;
	if not exists (select from dispatch.classification c where c.id = new.classification_id) then
		raise exception 'incident % is written before its classification', new.id using errcode = 'foreign_key_violation';
	end if;
	return null;
end $$;
create or replace function dispatch.count_new_incidents() returns trigger language plpgsql
	security definer set search_path = pg_catalog, pg_temp as $$
declare
	unclassed uuid;
begin
	insert into dispatch.week_count as w (agency_id, week, type, n)
		select a.agency_id, dispatch.week_of(a.received_at), c.type, count(*)
		from added a join dispatch.classification c on c.id = coalesce(a.measured_id, a.classification_id)
		group by 1, 2, 3 order by 1, 2, 3
		on conflict (agency_id, week, type) do update set n = w.n + excluded.n;
	select a.id into unclassed from added a
		where not exists (select from dispatch.classification c where c.id = a.classification_id) limit 1;
	if found then
		raise exception 'incident % is written before its classification', unclassed using errcode = 'foreign_key_violation';
	end if;
	return null;
end $$;
drop trigger move_week_count on dispatch.incident;
create trigger move_week_count after update of agency_id, classification_id, measured_id, received_at on dispatch.incident
	for each row when ((old.agency_id, coalesce(old.measured_id, old.classification_id), old.received_at)
		is distinct from (new.agency_id, coalesce(new.measured_id, new.classification_id), new.received_at))
	execute function dispatch.keep_week_count();
