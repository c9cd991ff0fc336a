-- Mutual aid: units, skills or analysis asked of another agency, offered, on loan until, returned. Where one stands is its
-- matter's token; `state` is an index of it, written in the act that moves it.
create table command.aid (
	id uuid primary key references matters.matter (id),
	-- Who asks, and of whom.
	agency_id uuid not null references identity.agency (id),
	to_id uuid not null references identity.agency (id),
	what text not null check (what in ('units', 'skills', 'analysis')),
	words text not null check (length(words) between 1 and 500),
	state text not null default 'asked' check (state in ('asked', 'offered', 'on_loan', 'returned', 'refused', 'withdrawn')),
	asked_at timestamptz not null,
	answer_due_at timestamptz not null check (answer_due_at > asked_at),
	-- What the other side says: what it lends, or why not.
	answer text check (length(answer) between 1 and 500),
	until_at timestamptz not null check (until_at > asked_at),
	loaned_at timestamptz,
	-- The clock ran out before it was returned; both sides were told.
	overdue_at timestamptz,
	returned_at timestamptz,
	ended_at timestamptz,
	version int not null default 1 check (version >= 1),
	check (agency_id <> to_id),
	check (state in ('asked', 'withdrawn') or answer is not null),
	check ((state in ('on_loan', 'returned')) = (loaned_at is not null)),
	check ((state = 'returned') = (returned_at is not null)),
	check ((ended_at is null) = (state in ('asked', 'offered', 'on_loan'))),
	check (overdue_at is null or loaned_at is not null)
);
create index aid_agency on command.aid (agency_id, asked_at desc, id desc);
create index aid_to on command.aid (to_id, asked_at desc, id desc);
comment on table command.aid is
	'Help asked of another agency and lent by it. `words` and `answer` name no person; held as long as the matter it served must be explained, seen by both sides.';

-- Which units are lent. Of another slice, by id; their call signs as they stood, for both sides to read.
create table command.aid_unit (
	aid_id uuid not null references command.aid (id),
	unit_id uuid not null,
	call_en text not null,
	call_zh text not null,
	primary key (aid_id, unit_id)
);
create index aid_unit_unit on command.aid_unit (unit_id);
comment on table command.aid_unit is 'Units offered with a loan. Personal data: none.';

grant select, insert, update on command.aid to seawall_app;
grant select, insert on command.aid_unit to seawall_app;
