-- F257. What the victim had before the fraud, where they were asked and said: what a loss means to them.
alter table funds.report add column saved_minor bigint check (saved_minor > 0);
comment on column funds.report.saved_minor is
	'What a victim had saved, as they said. Personal: held as long as the report; shown as a share lost, never as an amount, and to those who work on the report.';
