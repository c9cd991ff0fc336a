-- When a service of ours failed and in what words: kept with its wait, and with its fault once it stands still.
-- `[{at, why}]`, first to last, at most one for each try. Personal data: none; `why` is the service's reason.
-- Nothing is kept with a wait that never failed, so that a waiting instance stays within 2 KB (M35).
alter table matters.process_wait
	add column tried jsonb null check (jsonb_typeof(tried) = 'array' and (kind = 'service' or tried = '[]'));
alter table matters.process_fault
	add column tries integer not null default 0 check (tries >= 0),
	add column tried jsonb not null default '[]' check (jsonb_typeof(tried) = 'array');
