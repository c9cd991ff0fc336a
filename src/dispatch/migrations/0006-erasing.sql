-- L11. The words of an approved erasure go out of dispatch with the ledger's own, in the same transaction. Runs with its
-- owner's rights, since the application may not change these rows; takes only what an approved proposal names and the
-- ledger still shows, and only in rows of that entry's call or incident. Answers how many values it cleared.
create function dispatch.erase_words(wanted uuid) returns integer
	language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
	about uuid;
	entered timestamptz;
	words text[];
	more integer;
	done integer := 0;
begin
	select l.matter, l.at, (
		select array_agg(o.value) from ledger.opening o where o.commitment = any (e.commitments) and o.erased_at is null
	) into about, entered, words
		from ledger.erasure e join ledger.entry l on l.n = e.n where e.id = wanted and e.state = 'approved';
	if about is null or words is null then
		return 0;
	end if;
	update dispatch.story s set text = null where (s.incident_id = about or s.call_id = about) and s.text = any (words);
	get diagnostics more = row_count;
	done := done + more;
	update dispatch.disposition d set report = null where d.incident_id = about and d.report = any (words);
	get diagnostics more = row_count;
	done := done + more;
	update dispatch.hand_up h set reason = '—' where h.incident_id = about and h.reason = any (words);
	get diagnostics more = row_count;
	done := done + more;
	update dispatch.call c set
		caller_name = case when c.caller_name = any (words) then null else c.caller_name end,
		call_back_number = case when c.call_back_number = any (words) then null else c.call_back_number end,
		caller_number = case when c.caller_number = any (words) then null else c.caller_number end
		where (c.id = about or c.incident_id = about)
			and (c.caller_name = any (words) or c.call_back_number = any (words) or c.caller_number = any (words));
	get diagnostics more = row_count;
	done := done + more;
	-- A place is written at the moment of its act; it has no column that names the call or incident.
	update dispatch.place p set
		words_en = case when p.words_en = any (words) then '—' else p.words_en end,
		words_zh = case when p.words_zh = any (words) then '—' else p.words_zh end,
		detail = case when p.detail = any (words) then null else p.detail end
		where (p.at = entered or p.id in (
				select i.place_id from dispatch.incident i where i.id = about
				union select c.place_id from dispatch.call c where c.id = about or c.incident_id = about))
			and (p.words_en = any (words) or p.words_zh = any (words) or p.detail = any (words));
	get diagnostics more = row_count;
	return done + more;
end $$;
revoke all on function dispatch.erase_words(uuid) from public;
grant execute on function dispatch.erase_words(uuid) to seawall_app;
