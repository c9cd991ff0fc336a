-- Matters: what has a life cycle, an owner and deadlines. The path is a drawing (BPMN); where a matter stands is its
-- token, and there is no state column beside it. Rows only grow: a drawing, a step or a timer is never deleted.
create schema matters;
grant usage on schema matters to seawall_app;

-- A drawing as published. A running matter keeps the one it started with.
create table matters.drawing (
	id uuid primary key,
	-- `slice.process`, e.g. `dispatch.incident`.
	process text not null check (process ~ '^[a-z]+\.[a-z0-9-]+$'),
	version integer not null check (version >= 1),
	bpmn text not null,
	sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
	published_at timestamptz not null,
	unique (process, version),
	unique (process, sha256)
);

-- Personal data: none. `purpose` says in words why the matter exists and names no person; kept as long as the matter,
-- seen by whoever may see the matter.
create table matters.matter (
	id uuid primary key,
	-- The word of the slice that owns it, e.g. `incident`.
	kind text not null check (kind ~ '^[a-z][a-z0-9_]*$'),
	agency_id uuid not null,
	drawing_id uuid not null references matters.drawing (id),
	purpose text null check (length(purpose) <= 300),
	opened_at timestamptz not null,
	closed_at timestamptz null check (closed_at >= opened_at),
	-- The number of steps taken, the opening being the first.
	version integer not null default 1 check (version >= 1)
);
create index matter_agency on matters.matter (agency_id, opened_at desc);

-- Where a matter stands: the element of its drawing a token rests on. Several tokens per matter, in scopes, are the
-- process engine's; `scope` is the token of the enclosing sub-process. A token that reached an end event has `ended_at`.
create table matters.token (
	id uuid primary key,
	matter_id uuid not null references matters.matter (id),
	element text not null check (length(element) between 1 and 100),
	scope uuid null references matters.token (id),
	arrived_at timestamptz not null,
	ended_at timestamptz null
);
create index token_matter on matters.token (matter_id);
create index token_element on matters.token (element, arrived_at) where ended_at is null;

-- How it came there. `n` is the matter's version after the step; `source` is null for the opening.
create table matters.step (
	matter_id uuid not null references matters.matter (id),
	n integer not null check (n >= 1),
	token_id uuid not null,
	source text null,
	target text not null,
	-- Ids of the sequence flows taken, in order, through gateways and events that do not wait.
	flows text[] not null,
	at timestamptz not null,
	primary key (matter_id, n)
);

-- A target and whether it was met. Nothing runs in memory: a runner takes rows whose `due_at` has passed.
create table matters.timer (
	id uuid primary key,
	matter_id uuid not null references matters.matter (id),
	-- What is being waited for, e.g. `answer`, `send`, `arrive`.
	kind text not null check (kind ~ '^[a-z][a-z0-9_]*$'),
	set_at timestamptz not null,
	due_at timestamptz not null,
	target_seconds integer not null check (target_seconds between 0 and 2147483646),
	-- The rule or table row that gave the target, e.g. `dispatch.targets r3`.
	rule text not null check (length(rule) between 1 and 200),
	met_at timestamptz null,
	breached_at timestamptz null,
	escalated_at timestamptz null,
	-- The matter ended, or the target was replaced, before it was met.
	dropped_at timestamptz null
);
create index timer_due on matters.timer (due_at) where met_at is null and breached_at is null and dropped_at is null;
create index timer_matter on matters.timer (matter_id, kind);
create unique index timer_open on matters.timer (matter_id, kind) where met_at is null and dropped_at is null;

grant select, insert on matters.drawing, matters.step to seawall_app;
grant select, insert, update on matters.matter, matters.token, matters.timer to seawall_app;
