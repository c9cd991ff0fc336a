-- The caller's thread (D190 to D198): what they say by the code, who took a call over, and what goes out to them.
alter table dispatch.incident add column cancelled_at timestamptz;
comment on column dispatch.incident.cancelled_at is 'When the caller said that help is no longer needed; it closes nothing.';

alter table dispatch.call add column follow_code text unique check (follow_code ~ '^[2-9A-HJ-NP-Z]{10}$');
comment on column dispatch.call.follow_code is
	'Of a call handed to another service: lets the caller, and nobody else, see who took it over. As long as the call; seen with a purpose by whoever may see the call.';

create table dispatch.transfer (
	id uuid primary key,
	call_id uuid not null references dispatch.call (id),
	to_service text not null check (to_service in (
		'government_12345', 'ambulance_120', 'fire_119', 'other_bureau', 'other_service')),
	at timestamptz not null,
	due_at timestamptz not null check (due_at > at),
	rule text not null,
	-- Their own number and when they took it, by their clock.
	acknowledged_at timestamptz,
	reference text check (length(reference) between 1 and 64),
	returned_at timestamptz,
	returned_why text check (length(returned_why) between 1 and 300),
	check ((acknowledged_at is null) = (reference is null)),
	check ((returned_at is null) = (returned_why is null)),
	check (acknowledged_at is null or returned_at is null)
);
create index transfer_call on dispatch.transfer (call_id, at desc);
create unique index transfer_open on dispatch.transfer (call_id) where acknowledged_at is null and returned_at is null;
comment on table dispatch.transfer is
	'Calls handed to another service, until it has them or gives them back. Words may name people: as long as the call, seen by whoever may see that.';

create table dispatch.outward (
	id uuid primary key,
	call_id uuid not null references dispatch.call (id),
	kind text not null check (kind in ('taken_over', 'came_back', 'answered', 'reopened')),
	at timestamptz not null,
	state text not null check (state in ('waiting', 'withheld', 'sent', 'failed')),
	done_at timestamptz,
	check ((done_at is null) = (state in ('waiting', 'withheld')))
);
create index outward_call on dispatch.outward (call_id, at);
create index outward_waiting on dispatch.outward (at) where state = 'waiting';
comment on table dispatch.outward is
	'What goes out to callers, by kind; the words are the same for all and name nothing. Personal data: none beside its call.';

-- D193. Nothing waits or goes out to a caller who did not say that it is safe, whoever writes.
create function dispatch.only_when_safe() returns trigger language plpgsql as $$
begin
	if new.state in ('waiting', 'sent')
		and not exists (select from dispatch.call c where c.id = new.call_id and c.safe_to_call) then
		raise exception 'the caller did not say that it is safe to call' using errcode = 'check_violation';
	end if;
	return new;
end $$;
create trigger outward_safe before insert or update on dispatch.outward
	for each row execute function dispatch.only_when_safe();

create function dispatch.no_longer_safe() returns trigger language plpgsql as $$
begin
	if old.safe_to_call and new.safe_to_call is not true then
		update dispatch.outward set state = 'withheld' where call_id = new.id and state = 'waiting';
	end if;
	return new;
end $$;
create trigger call_no_longer_safe after update of safe_to_call on dispatch.call
	for each row execute function dispatch.no_longer_safe();

grant select, insert, update on dispatch.transfer, dispatch.outward to seawall_app;
