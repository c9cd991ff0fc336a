-- I31. A matter, its tasks and its deadlines stay in their world.

create function matters.matter_world() returns trigger language plpgsql as $$
begin
	perform identity.one_world(old.agency_id, new.agency_id);
	return new;
end $$;
create trigger one_world before update of agency_id on matters.matter for each row execute function matters.matter_world();
create trigger one_world before insert or update of agency_id, owner_id, duty_id on matters.task
	for each row execute function identity.agencies_agree('agency_id', 'owner_id', 'duty_id');
create trigger one_world before insert or update of agency_id, duty_id on deadlines.deadline
	for each row execute function identity.agencies_agree('agency_id', 'duty_id');
