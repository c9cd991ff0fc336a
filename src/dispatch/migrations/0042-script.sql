-- D203. What was answered before the form: codes of the tables, with the words and the row they stood in. It only grows.
create table dispatch.script_answer (
	id uuid primary key,
	call_id uuid not null references dispatch.call (id),
	question text not null check (question ~ '^[a-z][a-z0-9_]{0,23}$'),
	answer text not null check (answer ~ '^[a-z][a-z0-9_]{0,23}$'),
	-- As it was asked, said and told, in both languages: a later table may say it otherwise.
	words jsonb not null,
	send_first boolean not null,
	-- D204. What it filled in, to be taken back when it is answered otherwise.
	filled jsonb not null,
	rule text not null check (length(rule) between 1 and 200),
	version text not null check (version ~ '^[0-9a-f]{12}$'),
	at timestamptz not null,
	post_kind text not null,
	post_id text not null,
	by_agency uuid
);
comment on table dispatch.script_answer is
	'Answers to the first questions of a call, by code. Personal data: none beside its call.';
create index script_answer_call on dispatch.script_answer (call_id, at);
grant select, insert on dispatch.script_answer to seawall_app;
