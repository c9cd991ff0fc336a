-- Powers: a bureau's own rules. Text of a version never changes (RULES.md P16); what became of it stands beside it.

create schema powers;
grant usage on schema powers to seawall_app, seawall_sequencer;

create table powers.rule (
	-- One version of one rule.
	id uuid primary key,
	rule text not null check (rule ~ '^B-[A-Za-z0-9-]{1,37}$'),
	version int not null check (version >= 1),
	-- The bureau whose people it binds and empowers (P12).
	bureau_id uuid not null references identity.agency (id),
	effect text not null check (effect in ('permit', 'forbid')),
	-- Cedar, one policy with its id and basis.
	body text not null check (length(body) between 1 and 8000),
	from_at timestamptz not null,
	-- The end of an exception (P14).
	until_at timestamptz check (until_at > from_at),
	reason text not null check (length(reason) between 1 and 1000),
	proposed_by uuid not null references identity.person (id),
	proposed_at timestamptz not null,
	unique (bureau_id, rule, version)
);
comment on column powers.rule.proposed_by is
	'Who answers for the proposal; held as long as the rule must be explained, seen by the bureau''s posts.';

create table powers.rule_step (
	rule_id uuid not null references powers.rule (id),
	step text not null check (step in ('reviewed', 'approved', 'refused')),
	by_person uuid not null references identity.person (id),
	by_post text not null,
	at timestamptz not null,
	ground text not null check (length(ground) between 1 and 1000),
	primary key (rule_id, step)
);
-- A version is approved or refused, once: two who decide at the same moment meet here, without a lock.
create unique index rule_step_end on powers.rule_step (rule_id) where step in ('approved', 'refused');
comment on table powers.rule_step is
	'Legal review, approval by integrity, or refusal of one version. Names are held as long as the rule must be explained.';

-- Every process takes the rules in force afresh.
create function powers.rules_move() returns trigger language plpgsql as $$
begin
	perform pg_notify('seawall_powers', '');
	return null;
end $$;
create trigger rules_move after insert on powers.rule_step for each statement execute function powers.rules_move();

-- What was proposed and decided is never changed or deleted.
grant select, insert on powers.rule, powers.rule_step to seawall_app;
