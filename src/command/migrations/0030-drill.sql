-- I31. What agencies tell, ask and give one another stays within one world: real, or one drill.

create trigger one_world before insert or update on command.issued_order
	for each row execute function identity.agencies_agree('giver_id', 'to_id', 'checker_id', 'up_id');
create trigger one_world before insert or update on command.hand_over
	for each row execute function identity.agencies_agree('agency_id', 'to_id', 'superior_id');
create trigger one_world before insert or update on command.aid
	for each row execute function identity.agencies_agree('agency_id', 'to_id');
create trigger one_world before insert or update on command.report
	for each row execute function identity.agencies_agree('agency_id', 'to_id');
create trigger one_world before insert on command.contact
	for each row execute function identity.agencies_agree('agency_id', 'reader_id');
