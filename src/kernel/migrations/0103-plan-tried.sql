-- What the dry run said when a plan was signed: over every matter then live. Null of a refusal, and of what was signed before.
-- `tried_stays`, when proposed and when signed: the matters it found would stay, at most 200,
-- `[{matter, kind, losses: [{element, en, zh}]}]`: whoever signs reads them first. Personal data: none.
alter table matters.plan add column tried_stays jsonb not null default '[]' check (jsonb_typeof(tried_stays) = 'array');
alter table matters.plan_step
	add column tried_of integer null check (tried_of >= 0),
	add column tried_moves integer null check (tried_moves between 0 and tried_of),
	add column tried_stays jsonb null check (tried_stays is null or step = 'signed'),
	add constraint plan_step_tried check ((tried_of is null) = (tried_moves is null)),
	add constraint plan_step_tried_signed check (tried_of is null or step = 'signed');
