-- The guard of pending lines asks row by row through the index on pending_id. As a join the planner, knowing nothing of
-- the rows just deleted, may read the whole of ledger.entry for every batch.
create or replace function ledger.guard_pending() returns trigger language plpgsql as $$
begin
	if exists (
		select from gone g
		where (select e.leaf_hash from ledger.entry e where e.pending_id = g.id) is distinct from g.leaf_hash
	) then
		raise exception 'a pending line only leaves by becoming an entry' using errcode = 'restrict_violation';
	end if;
	return null;
end $$;

comment on column ledger.entry.link is
	'pending_id exclusive-or the first 8 bytes of leaf_hash: a slip in either is found. It guards against accidents; against people the tree does.';
