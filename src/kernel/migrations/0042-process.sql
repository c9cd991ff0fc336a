-- The process engine's rows. A token is a row, a wait is a row, and so is a due time: nothing waits in memory. Tokens and
-- waits that are over are taken away; what happened stays in `process_step`.

-- One run of a process of a drawing. The first of a matter bears the matter's id, those it calls ids of their own.
-- Personal data: none by rule. `rest` holds the scopes with the values that conditions need: ids, codes, amounts, times; a
-- slice keeps persons in its own tables. Kept as long as the matter, seen by whoever may see the matter.
create table matters.instance (
	id uuid primary key,
	matter_id uuid not null references matters.matter (id),
	drawing_id uuid not null references matters.drawing (id),
	-- Id of the process within the drawing.
	process text not null check (length(process) between 1 and 100),
	caller_id uuid null references matters.instance (id),
	-- The wait of the caller that this one answers when it ends.
	caller_wait integer null check ((caller_wait is null) = (caller_id is null)),
	rest jsonb not null,
	version integer not null default 1 check (version >= 1),
	ended_how text null check (ended_how in ('completed', 'failed', 'cancelled')),
	-- The error nobody caught.
	ended_code text null,
	opened_at timestamptz not null,
	ended_at timestamptz null check ((ended_at is null) = (ended_how is null))
);
create index instance_matter on matters.instance (matter_id);
create index instance_caller on matters.instance (caller_id) where caller_id is not null;
create index instance_drawing on matters.instance (drawing_id) where ended_at is null;

create table matters.process_token (
	instance_id uuid not null references matters.instance (id),
	-- Number within the instance, in the order of making.
	n integer not null check (n >= 1),
	element text not null check (length(element) between 1 and 100),
	scope integer not null,
	state text not null check (state in ('go', 'wait', 'host', 'join', 'fault')),
	-- Flow, local values, round, choice and fault, where there are any.
	rest jsonb null,
	arrived_at timestamptz not null,
	primary key (instance_id, n)
);
create index process_token_element on matters.process_token (element, arrived_at);
create index process_token_fault on matters.process_token (arrived_at) where state = 'fault';

create table matters.process_wait (
	instance_id uuid not null references matters.instance (id),
	n integer not null check (n >= 1),
	kind text not null check (kind in ('task', 'service', 'call', 'timer', 'message', 'signal')),
	element text not null check (length(element) between 1 and 100),
	-- Null for an event sub-process, which waits with its scope.
	token integer null,
	scope integer not null,
	-- Of a message or signal, with the key it must bear.
	name text null,
	key text null,
	due_at timestamptz null check ((due_at is null) = (kind <> 'timer')),
	-- The cycle of a timer that fires again.
	cycle jsonb null,
	-- The post that a task is drawn under.
	lane text null,
	asked_at timestamptz not null,
	primary key (instance_id, n)
);
create index process_wait_due on matters.process_wait (due_at) where kind = 'timer';
create index process_wait_name on matters.process_wait (name, key) where kind in ('message', 'signal');
create index process_wait_lane on matters.process_wait (lane, asked_at) where kind = 'task';

-- What happened, one row an advance: `[what, element, token, flow or what was thrown]`.
create table matters.process_step (
	instance_id uuid not null references matters.instance (id),
	-- The instance's version after it.
	n integer not null check (n >= 1),
	happening text not null check (happening in ('start', 'complete', 'failed', 'error', 'escalate', 'message', 'signal', 'timer', 'resume', 'cancel')),
	steps jsonb not null,
	at timestamptz not null,
	primary key (instance_id, n)
);

grant select, insert, update on matters.instance to seawall_app;
grant select, insert on matters.process_step to seawall_app;
grant select, insert, update, delete on matters.process_token, matters.process_wait to seawall_app;
