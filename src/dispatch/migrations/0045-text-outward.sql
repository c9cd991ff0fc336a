-- D284. A caller who cannot speak may be told by hand where to write; only where the caller said that it is safe.
alter table dispatch.outward drop constraint outward_kind_check;
alter table dispatch.outward add constraint outward_kind_check
	check (kind in ('taken_over', 'came_back', 'answered', 'reopened', 'write_here'));
