-- Command rhythm: what was told at the change of a shift and at the morning meeting, as it was told.

create table command.brief (
	id uuid primary key,
	agency_id uuid not null references identity.agency (id),
	kind text not null check (kind in ('shift', 'morning')),
	from_at timestamptz not null,
	until_at timestamptz not null check (until_at > from_at),
	-- End of the next shift: what falls due before it is told.
	next_at timestamptz not null check (next_at > until_at),
	-- Entries the ledger had when it was made: the record it tells of.
	size bigint not null check (size >= 0),
	-- JSON, as text: the very bytes that were read out.
	body text not null check (length(body) between 2 and 200000),
	sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
	made_at timestamptz not null,
	made_by uuid not null references identity.person (id),
	made_post text not null,
	acknowledged_at timestamptz,
	acknowledged_by uuid references identity.person (id),
	acknowledged_post text,
	version int not null default 1 check (version >= 1),
	check ((acknowledged_at is null) = (acknowledged_by is null) and (acknowledged_at is null) = (acknowledged_post is null)),
	check (acknowledged_by <> made_by)
);
comment on table command.brief is
	'Briefings, made from the record alone: they name matters, never people. Who made one and who took it over are held as long as it must be explained, seen by the agency''s posts, never counted or compared.';
-- A time is told once in each kind.
create unique index brief_from on command.brief (agency_id, kind, from_at);
create index brief_agency on command.brief (agency_id, made_at desc, id desc);

-- What was said stands: only the acknowledgement comes later, once.
create function command.brief_stands() returns trigger language plpgsql as $$
begin
	if old.acknowledged_at is not null
		or (new.agency_id, new.kind, new.from_at, new.until_at, new.next_at, new.size, new.body, new.sha256, new.made_at, new.made_by)
			is distinct from (old.agency_id, old.kind, old.from_at, old.until_at, old.next_at, old.size, old.body, old.sha256, old.made_at, old.made_by) then
		raise exception 'a briefing is never rewritten' using errcode = 'restrict_violation';
	end if;
	return new;
end $$;
create trigger brief_stands before update on command.brief for each row execute function command.brief_stands();

grant select, insert on command.brief to seawall_app;
grant update (acknowledged_at, acknowledged_by, acknowledged_post, version) on command.brief to seawall_app;
