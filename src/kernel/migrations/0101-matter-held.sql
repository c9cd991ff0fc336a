-- A bureau may draw a task in between that the slice does not know. The token's `element` stays the state the slice knows;
-- `held` says where it waits. Personal data: `held_by` is who asked, so that nobody approves what they asked for (M103);
-- gone with the step out of it.
alter table matters.token
	add column held text null check (length(held) between 1 and 100),
	add column held_since timestamptz null,
	add column held_by text null,
	add constraint token_held check ((held is null) = (held_since is null) and (held is null) = (held_by is null));
create index token_held on matters.token (held_since) where held is not null;
