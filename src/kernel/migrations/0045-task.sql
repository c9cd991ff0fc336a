-- Tasks for people: what a drawing asks of a post. A row is never deleted; when the engine no longer waits, it is over.

create table matters.task (
	id uuid primary key,
	matter_id uuid not null references matters.matter (id),
	instance_id uuid not null references matters.instance (id),
	-- Number of the engine's wait; while the task is open the wait says which element it is, after a change of drawing too.
	wait integer not null,
	element text not null check (length(element) between 1 and 100),
	-- As drawn, often in both languages.
	name text not null,
	-- Kind of post it is offered to, at which agency.
	post text not null check (post in (
		'call_taker', 'dispatcher', 'shift_leader', 'commander', 'station_chief', 'officer', 'auxiliary_officer', 'investigator',
		'traffic_officer', 'legal_reviewer', 'integrity_inspector', 'trainer', 'analyst', 'administrator')),
	agency_id uuid not null references identity.agency (id),
	-- The matter's agency.
	owner_id uuid not null references identity.agency (id),
	-- The agency that has to see to it: where it is offered, until it is escalated.
	duty_id uuid not null references identity.agency (id),
	escalated_at timestamptz null,
	escalated boolean not null generated always as (escalated_at is not null) stored,
	-- The holdings of a post of who has it, who is offered it first, and who delegated it.
	holder_post uuid null references identity.post (id),
	familiar_post uuid null references identity.post (id),
	delegator_post uuid null references identity.post (id),
	-- Name of the act of a slice that does it; null: it is completed here.
	by_act text null check (by_act ~ '^[a-z]+\.[a-z-]+\.[a-z-]+$'),
	acted boolean not null generated always as (by_act is not null) stored,
	state text not null default 'open' check (state in ('open', 'done', 'failed', 'dropped')),
	over boolean not null generated always as (state <> 'open') stored,
	-- Its deadline (deadlines.deadline), where the drawing names a regime.
	deadline_id uuid null,
	deadline_kind text null check ((deadline_kind is null) = (deadline_id is null)),
	offered_at timestamptz not null,
	ended_at timestamptz null check ((ended_at is null) = (state = 'open')),
	ended_by uuid null references identity.person (id),
	version integer not null default 1 check (version >= 1),
	unique (instance_id, wait),
	check (delegator_post is null or holder_post is not null),
	check (familiar_post is null or holder_post is null)
);
comment on column matters.task.ended_by is
	'Who did it, so that four eyes are four and the familiar hand is found. Kept as long as the matter must be explained; not shown, never counted by person.';
create index task_matter on matters.task (matter_id, offered_at);
create index task_agency on matters.task (agency_id, post) where state = 'open';
create index task_owner on matters.task (owner_id) where state = 'open';
create index task_duty on matters.task (duty_id) where state = 'open' and escalated_at is not null;
create index task_holder on matters.task (holder_post) where state = 'open' and holder_post is not null;
create index task_familiar on matters.task (familiar_post) where state = 'open' and familiar_post is not null;

-- Who may not do it: `eyes`, they did the other task; `apart`, they opened the matter.
create table matters.task_bar (
	task_id uuid not null references matters.task (id),
	person_id uuid not null references identity.person (id),
	why text not null check (why in ('eyes', 'apart')),
	primary key (task_id, person_id, why)
);
create index task_bar_person on matters.task_bar (person_id, task_id);
comment on table matters.task_bar is
	'Members of the force who may not do a task because they did the one it checks, or opened the matter. Held as long as the matter; not shown, never counted by person.';

-- Who opened a matter of a drawn process.
create table matters.opener (
	matter_id uuid primary key references matters.matter (id),
	person_id uuid not null references identity.person (id)
);
comment on table matters.opener is
	'Who opened a matter, so that nobody approves what they asked for. Held as long as the matter; not shown, never counted by person.';

-- What happened to a task, told by posts and agencies.
create table matters.task_event (
	task_id uuid not null references matters.task (id),
	n integer not null check (n >= 1),
	what text not null check (what in (
		'offered', 'taken', 'given_back', 'allocated', 'delegated', 'taken_back', 'escalated', 'barred', 'lapsed', 'completed',
		'decided', 'failed', 'dropped')),
	-- The post it was done from; null: the engine, the clock.
	post text null,
	agency_id uuid null references identity.agency (id),
	-- Why, in words of who escalated, decided or failed it; the code of the error.
	reason text null check (length(reason) between 1 and 1000),
	code text null check (length(code) between 1 and 100),
	at timestamptz not null,
	primary key (task_id, n)
);
comment on column matters.task_event.reason is
	'Why, in words; may touch on the matter''s content. Held as long as the matter, seen by those who may read the task''s values.';

grant select, insert, update on matters.task to seawall_app;
grant select, insert on matters.task_bar, matters.opener, matters.task_event to seawall_app;
