-- Drawings and rule tables published by a bureau, by two people from different chains of command.

-- What the program ships is told apart from what a bureau publishes: the newest start at which a file of the program had
-- this text; null: never shipped. Everything before this migration came from files.
alter table matters.drawing add column shipped_at timestamptz null;
update matters.drawing set shipped_at = published_at;
alter table matters.rule_table add column shipped_at timestamptz null;
update matters.rule_table set shipped_at = published_at;

-- A draft, from its first line to what became of it. The text stands still from the proposal on.
create table matters.draft (
	id uuid primary key,
	what text not null check (what in ('drawing', 'table')),
	name text not null check (name ~ '^[a-z]+\.[a-z0-9-]+$' and length(name) <= 100),
	title text not null check (length(title) between 1 and 200),
	body text not null check (length(body) between 1 and 1000000),
	-- First 12 hex digits of the text's SHA-256.
	mark text not null check (mark ~ '^[0-9a-f]{12}$'),
	-- The bureau that draws, and the agency it would apply to with all below.
	bureau_id uuid not null references identity.agency (id),
	scope_id uuid not null references identity.agency (id),
	state text not null check (state in ('draft', 'proposed', 'reviewed', 'published', 'refused', 'withdrawn')),
	decided boolean not null generated always as (state in ('published', 'refused', 'withdrawn')) stored,
	version integer not null default 1 check (version >= 1),
	reason text null check (length(reason) between 1 and 1000),
	-- The end of an exception.
	until_at timestamptz null,
	-- What was in force at the proposal: when that changed, what was shown no longer holds.
	against text null check (against ~ '^[0-9a-f]{12}$'),
	opened_by uuid not null references identity.person (id),
	opened_post text not null,
	opened_at timestamptz not null,
	saved_at timestamptz not null
);
comment on column matters.draft.opened_by is
	'Who began it; held as long as the drawing must be explained, seen by the posts of the bureau.';
create index draft_bureau on matters.draft (bureau_id, id desc);
create index draft_scope on matters.draft (scope_id, id desc);

-- Who has drawn at it, and from where: they do not review it.
create table matters.draft_hand (
	draft_id uuid not null references matters.draft (id),
	by_person uuid not null references identity.person (id),
	by_agency uuid not null references identity.agency (id),
	at timestamptz not null,
	primary key (draft_id, by_person, by_agency)
);
comment on table matters.draft_hand is
	'Who saved a draft, from which agency: to keep them from reviewing it. Held as long as the drawing must be explained, shown to nobody.';

create table matters.draft_step (
	draft_id uuid not null references matters.draft (id),
	step text not null check (step in ('proposed', 'reviewed', 'published', 'refused', 'withdrawn')),
	by_person uuid not null references identity.person (id),
	by_post text not null,
	by_agency uuid not null references identity.agency (id),
	at timestamptz not null,
	ground text not null check (length(ground) between 1 and 1000),
	primary key (draft_id, step)
);
create unique index draft_step_end on matters.draft_step (draft_id) where step in ('published', 'refused', 'withdrawn');
comment on table matters.draft_step is
	'Proposal, review, publishing, refusal or withdrawal of a draft. Names are held as long as the drawing must be explained.';

-- What is in force where. Never changed or deleted: a later one takes its place, an exception ends by its date.
create table matters.publication (
	id uuid primary key,
	what text not null check (what in ('drawing', 'table')),
	name text not null,
	mark text not null check (mark ~ '^[0-9a-f]{12}$'),
	drawing_id uuid null references matters.drawing (id) check ((drawing_id is null) = (what = 'table')),
	scope_id uuid not null references identity.agency (id),
	draft_id uuid not null unique references matters.draft (id),
	at timestamptz not null,
	until_at timestamptz null check (until_at > at)
);
create index publication_name on matters.publication (what, name, scope_id, at desc);

-- Every process takes what is in force afresh.
create function matters.publications_move() returns trigger language plpgsql as $$
begin
	perform pg_notify('seawall_drawings', '');
	return null;
end $$;
create trigger publications_move after insert on matters.publication
	for each statement execute function matters.publications_move();

-- The entries of a draft are found by the messages its acts sent: few among many, so an index of their own.
create index outbox_draft on kernel.outbox (resource_id, pending_id) where resource_type = 'Draft';

grant select, insert, update on matters.draft to seawall_app;
grant select, insert on matters.draft_hand, matters.draft_step, matters.publication to seawall_app;
grant update (shipped_at) on matters.drawing, matters.rule_table to seawall_app;
