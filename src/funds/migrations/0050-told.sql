-- F211, F214. Whoever follows money is told of each transfer that comes or goes, with the commit: its numbers, no name. Of
-- more than some thousands at once only that there were many; then all is read again.
create function funds.tell_transfer() returns trigger language plpgsql set search_path = funds, pg_temp as $$
declare
	many int;
	part text;
begin
	select count(*) into many from changed;
	if many > 5000 then
		perform pg_notify('seawall_funds_transfer', '*');
		return null;
	end if;
	for part in
		select string_agg(concat_ws(',', id, from_node, to_node, amount_minor, currency,
			(extract(epoch from at) * 1000000)::bigint, matter_id), ';' order by id)
		from (select c.*, (row_number() over (order by id) - 1) / 50 as n from changed c) c group by n order by n
	loop
		perform pg_notify('seawall_funds_transfer', (case when tg_op = 'INSERT' then '+' else '-' end) || part);
	end loop;
	return null;
end $$;
create trigger transfer_told after insert on funds.transfer
	referencing new table as changed for each statement execute function funds.tell_transfer();
create trigger transfer_gone after delete on funds.transfer
	referencing old table as changed for each statement execute function funds.tell_transfer();
-- An update changes what was told: the old goes, the new comes.
create function funds.tell_transfer_anew() returns trigger language plpgsql as $$
begin
	perform pg_notify('seawall_funds_transfer', '*');
	return null;
end $$;
create trigger transfer_changed after update on funds.transfer for each statement execute function funds.tell_transfer_anew();
