-- Plans to move live matters to another version of their drawing: tried, signed by a second person, run in portions.
create table matters.plan (
	id uuid primary key,
	name text not null check (name ~ '^[a-z]+\.[a-z0-9-]+$' and length(name) <= 100),
	from_id uuid not null references matters.drawing (id),
	to_id uuid not null references matters.drawing (id) check (to_id <> from_id),
	-- Which element of the new drawing stands for one of the old; what is not named keeps its id.
	elements jsonb not null,
	scope_id uuid not null references identity.agency (id),
	reason text not null check (length(reason) between 1 and 1000),
	state text not null check (state in ('proposed', 'signed', 'running', 'done', 'refused')),
	over boolean not null generated always as (state in ('done', 'refused')) stored,
	proposed_by uuid not null references identity.person (id),
	proposed_post text not null,
	proposed_agency uuid not null references identity.agency (id),
	proposed_at timestamptz not null,
	-- What the dry run said when it was proposed.
	tried_of integer not null check (tried_of >= 0),
	tried_moves integer not null check (tried_moves between 0 and tried_of)
);
comment on column matters.plan.proposed_by is
	'Who answers for the plan; held as long as the matters must be explained, seen by the posts of the bureau.';
create index plan_scope on matters.plan (scope_id, id desc);

create table matters.plan_step (
	plan_id uuid not null references matters.plan (id),
	step text not null check (step in ('signed', 'refused')),
	by_person uuid not null references identity.person (id),
	by_post text not null,
	by_agency uuid not null references identity.agency (id),
	at timestamptz not null,
	ground text not null check (length(ground) between 1 and 1000),
	primary key (plan_id, step)
);
comment on table matters.plan_step is
	'Signature or refusal of a plan. Names are held as long as the matters must be explained.';

-- What became of each matter, so that a run cut short goes on where it was.
create table matters.plan_matter (
	plan_id uuid not null references matters.plan (id),
	matter_id uuid not null references matters.matter (id),
	outcome text not null check (outcome in ('moved', 'stayed')),
	-- `[{element, en, zh}]` of what it would have lost.
	losses jsonb not null,
	at timestamptz not null,
	primary key (plan_id, matter_id)
);
create index plan_matter_stayed on matters.plan_matter (plan_id) where outcome = 'stayed';

create index matter_live_drawing on matters.matter (drawing_id) where closed_at is null;

grant select, insert, update on matters.plan to seawall_app;
grant select, insert on matters.plan_step, matters.plan_matter to seawall_app;
