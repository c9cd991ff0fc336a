-- D296. What comes back from another network is keyed or photographed; the photograph is a file of the call's matter.
alter table dispatch.transfer add column photo bytea check (length(photo) = 32);
do $$
declare found text;
begin
	select conname into strict found from pg_constraint where conrelid = 'dispatch.transfer'::regclass and contype = 'c'
		and pg_get_constraintdef(oid) like '%acknowledged_at IS NULL) = (reference IS NULL)%';
	execute format('alter table dispatch.transfer drop constraint %I', found);
end $$;
alter table dispatch.transfer add constraint transfer_came_back
	check ((acknowledged_at is null) = (reference is null and photo is null));
comment on column dispatch.transfer.photo is
	'SHA-256 of a photograph of the other system''s screen. May show what the call tells: as long as the call, seen by whoever may see that, each look entered.';

alter table dispatch.outward add column reference text check (length(reference) between 1 and 64),
	add column photo bytea check (length(photo) = 32),
	add constraint outward_came_back check (done_at is not null or (reference is null and photo is null));
comment on column dispatch.outward.photo is
	'SHA-256 of a photograph of the other terminal''s screen. May show the caller''s number: as long as the call, seen by whoever may see that, each look entered.';
create index outward_done on dispatch.outward (done_at) where done_at is not null;
create index transfer_acknowledged on dispatch.transfer (acknowledged_at) where acknowledged_at is not null;
