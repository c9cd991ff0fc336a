-- D292. The alarm level of an incident: how much more is sent than the plan's first answer. Each rise is a row.
alter table dispatch.incident add column level int not null default 1 check (level between 1 and 4);
comment on column dispatch.incident.level is 'The newest alarm level. Personal data: none.';

create table dispatch.alarm_level (
	incident_id uuid not null references dispatch.incident (id),
	level int not null check (level between 2 and 4),
	at timestamptz not null,
	post_kind text not null,
	post_id text not null,
	by_agency uuid references identity.agency (id),
	primary key (incident_id, level)
);
comment on table dispatch.alarm_level is 'When the alarm level of an incident was raised, and by which post. Personal data: none.';
grant select, insert on dispatch.alarm_level to seawall_app;

-- D293. A free unit told to stand in for another area. It ends with the next change of the unit's status.
alter table dispatch.unit add column stands_in_id uuid references identity.agency (id);
comment on column dispatch.unit.stands_in_id is
	'The station in whose area the unit stands in now; null: its own. Only what holds now is kept. Personal data: none.';
