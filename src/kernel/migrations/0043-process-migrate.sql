-- An instance may be moved to another drawing on purpose; its history says when.
alter table matters.process_step drop constraint process_step_happening_check;
alter table matters.process_step add constraint process_step_happening_check check (happening in
	('start', 'complete', 'failed', 'error', 'escalate', 'message', 'signal', 'timer', 'resume', 'cancel', 'migrate'));
