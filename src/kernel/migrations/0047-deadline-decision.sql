-- The words of a decision that closed an overdue deadline.
create table deadlines.decision (
	deadline_id uuid primary key references deadlines.deadline (id),
	at timestamptz not null,
	by_person uuid not null references identity.person (id),
	by_post text not null,
	reason text not null check (length(reason) between 1 and 1000)
);
comment on column deadlines.decision.reason is
	'Why, in words; may touch on the matter''s content. Held as long as the matter, seen by those who work on it and by the named readers of a protected one.';
comment on column deadlines.decision.by_person is 'Who answers for it; held as long as the matter must be explained, seen as the reason is.';

grant select, insert on deadlines.decision to seawall_app;
