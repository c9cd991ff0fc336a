-- F22 to F42. Numbers of reports, the script before the form, dissuasion, what a report is signed on, and the victim's link.

-- F23. The last number given in a bureau and month.
create table funds.counter (
	agency_id uuid not null references identity.agency (id),
	month char(4) not null check (month ~ '^[0-9]{4}$'),
	last int not null check (last between 1 and 99999),
	primary key (agency_id, month)
);
comment on table funds.counter is 'How many reports a bureau opened in a month. Personal data: none.';

-- Two bureaus count each by itself.
alter table funds.report drop constraint report_number_key;
alter table funds.report add constraint report_number_once unique (agency_id, number);

alter table funds.report
	-- The victim's own account, from which they paid unless a payment says otherwise.
	add column victim_account_id uuid references funds.account (id),
	-- F34. Of a recorded line: what the recording is called. Of paper: the SHA-256 of its photograph, a file of this matter.
	add column signed_recording text check (length(signed_recording) between 1 and 70),
	add column signed_photo bytea check (length(signed_photo) = 32),
	-- F36, F37. Why it ended.
	add column ended_at timestamptz,
	add column ended_reason text check (length(ended_reason) between 1 and 1000),
	-- F39. What the victim's own link ends in.
	add column link text unique check (link ~ '^[2-9A-HJ-NP-Z]{12}$'),
	add constraint report_signed_on check (
		(signed_way is distinct from 'recorded_line' or signed_recording is not null)
		and (signed_way is distinct from 'paper' or signed_photo is not null)) not valid,
	-- F35. Two people: who took it does not decide it.
	add constraint report_decided_by_another check (decided_by <> taken_by) not valid;

create trigger one_world before insert or update on funds.report
	for each row execute function identity.agencies_agree('agency_id');

-- F24, F25. Answers to what is asked before the form, each a row of its own; the newest to a question stands.
create table funds.script_answer (
	id uuid primary key,
	report_id uuid not null references funds.report (id),
	question text not null check (question ~ '^[a-z][a-z0-9_]{0,23}$'),
	answer text not null check (answer ~ '^[a-z][a-z0-9_]{0,23}$'),
	-- The words as they stood: asked, answered, told.
	words jsonb not null,
	urgent boolean not null,
	rule text not null,
	version text not null,
	at timestamptz not null,
	post_kind text not null,
	by_agency uuid references identity.agency (id)
);
create index script_answer_report on funds.script_answer (report_id, at, id);
comment on table funds.script_answer is
	'What was asked first of victims of fraud and what they answered, in codes of a table. Held as long as the report, shown with it.';

grant select, insert, update on funds.counter to seawall_app;
grant select, insert on funds.script_answer to seawall_app;
