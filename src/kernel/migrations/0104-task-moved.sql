-- A task that went with its matter to a new drawing, whose lane gives it to another post or another place.
alter table matters.task_event drop constraint task_event_what_check;
alter table matters.task_event add constraint task_event_what_check check (what in (
	'offered', 'taken', 'given_back', 'allocated', 'delegated', 'taken_back', 'escalated', 'barred', 'lapsed', 'moved',
	'completed', 'decided', 'failed', 'dropped'));
