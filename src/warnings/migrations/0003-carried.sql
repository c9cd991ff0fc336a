-- V68. Messages that were carried by hand to a broadcaster on another network, and what came back. Rows are only added.
create table warnings.carried (
	id uuid primary key,
	warning_id uuid not null references warnings.warning (id),
	identifier text not null references warnings.message (identifier),
	to_office text not null check (length(to_office) between 1 and 80),
	-- Their number, or the SHA-256 of a photograph of their screen, which is a file of the warning's matter.
	reference text check (length(reference) between 1 and 64),
	photo bytea check (length(photo) = 32),
	-- By their clock, and by ours.
	at timestamptz not null,
	entered_at timestamptz not null,
	check (reference is not null or photo is not null)
);
create index carried_warning on warnings.carried (warning_id, at desc);
comment on table warnings.carried is
	'Who took a warning that went out. Personal data: none, but for what a photograph of another screen may show; held as long as the warning, seen by the bureau that issued it, each look entered.';
grant select, insert on warnings.carried to seawall_app;
