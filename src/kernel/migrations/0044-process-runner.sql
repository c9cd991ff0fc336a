-- What runs the process engine: services asked and tried again, messages and signals on their way, faults that somebody sees to.

-- A service that is asked: by which name, how often it was tried, and when it is tried next.
alter table matters.process_wait
	add column asks text null check (length(asks) <= 200),
	add column tries integer not null default 0 check (tries >= 0),
	add column try_at timestamptz null;
update matters.process_wait set try_at = asked_at where kind = 'service';
alter table matters.process_wait add constraint process_wait_try_check check ((try_at is null) = (kind <> 'service'));
create index process_wait_try on matters.process_wait (try_at) where kind = 'service';

-- A message or signal that a process threw, or that came from outside. It is sent on as a numbered message and delivered by
-- a job. Personal data: none by rule, like the values of an instance. Kept as long as the matter it came from.
create table matters.process_thrown (
	id uuid primary key,
	kind text not null check (kind in ('message', 'signal')),
	name text not null check (length(name) between 1 and 200),
	key text null check (length(key) <= 200),
	data jsonb not null,
	-- Who threw it; null when it came from outside.
	instance_id uuid null references matters.instance (id),
	at timestamptz not null
);

-- Where it arrived: a message once, a signal once at each instance.
create table matters.process_delivered (
	thrown_id uuid not null references matters.process_thrown (id),
	instance_id uuid not null references matters.instance (id),
	kind text not null check (kind in ('message', 'signal')),
	at timestamptz not null,
	primary key (thrown_id, instance_id)
);
create unique index process_delivered_message on matters.process_delivered (thrown_id) where kind = 'message';

-- A token that stands still, until it is resumed, or what it stands in is ended. Personal data: none; `sentence` is the
-- engine's or a service's reason. Kept as long as the matter.
create table matters.process_fault (
	id uuid primary key,
	matter_id uuid not null references matters.matter (id),
	-- The matter's, as powers ask for them.
	agency_id uuid not null,
	kind text not null check (kind ~ '^[a-z][a-z0-9_]*$'),
	instance_id uuid not null references matters.instance (id),
	token integer not null check (token >= 1),
	element text not null check (length(element) between 1 and 100),
	rule text not null check (length(rule) between 1 and 20),
	sentence text not null,
	-- Who is to see to it: the holders of a post at an agency; null until somebody is named.
	duty_id uuid null,
	post text null check ((post is null) = (duty_id is null)),
	version integer not null default 1 check (version >= 1),
	stood_at timestamptz not null,
	closed_at timestamptz null check (closed_at >= stood_at),
	-- `passed`: what it stood in went on or ended without it.
	closed_how text null check (closed_how in ('resumed', 'given_up', 'passed') and (closed_how is null) = (closed_at is null))
);
create unique index process_fault_open on matters.process_fault (instance_id, token) where closed_at is null;
create index process_fault_agency on matters.process_fault (agency_id, stood_at desc);
insert into matters.process_fault (id, matter_id, agency_id, kind, instance_id, token, element, rule, sentence, stood_at)
	select gen_random_uuid(), m.id, m.agency_id, m.kind, t.instance_id, t.n, t.element,
		coalesce(t.rest #>> '{fault,rule}', 'M26'), coalesce(t.rest #>> '{fault,sentence}', ''), t.arrived_at
	from matters.process_token t
	join matters.instance i on i.id = t.instance_id join matters.matter m on m.id = i.matter_id
	where t.state = 'fault';
create index process_fault_duty on matters.process_fault (duty_id, post) where closed_at is null;

grant select, insert on matters.process_thrown, matters.process_delivered to seawall_app;
grant select, insert, update on matters.process_fault to seawall_app;
