-- What begins a matter besides an act: the start events of drawings of a bureau's own. One row for each message, signal or
-- timer start of a drawing that was published. A row whose publication is no longer in force stands and begins nothing.
-- Personal data: none.
create table matters.process_start (
	publication_id uuid not null references matters.publication (id),
	element text not null check (length(element) between 1 and 100),
	kind text not null check (kind in ('message', 'signal', 'timer')),
	-- Of a message or signal.
	name text null check (length(name) <= 200 and (name is null) = (kind = 'timer')),
	-- Of a timer: when it begins a matter next; null when it has for the last time.
	due_at timestamptz null check (due_at is null or kind = 'timer'),
	cycle jsonb null check (cycle is null or kind = 'timer'),
	primary key (publication_id, element)
);
create index process_start_due on matters.process_start (due_at) where due_at is not null;
create index process_start_name on matters.process_start (kind, name) where kind <> 'timer';

-- Which matter a thrown message or signal began: a message one, a signal one by each drawing.
create table matters.process_begun (
	thrown_id uuid not null references matters.process_thrown (id),
	publication_id uuid not null references matters.publication (id),
	matter_id uuid not null references matters.matter (id),
	kind text not null check (kind in ('message', 'signal')),
	primary key (thrown_id, publication_id)
);
create unique index process_begun_message on matters.process_begun (thrown_id) where kind = 'message';

grant select, insert on matters.process_start, matters.process_begun to seawall_app;
grant update (due_at, cycle) on matters.process_start to seawall_app;
