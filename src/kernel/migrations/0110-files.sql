-- F1 to F3. Files by matter and content hash, in parts.
create schema files;
grant usage on schema files to seawall_app;

create table files.file (
	matter_id uuid not null references matters.matter (id),
	sha256 bytea not null check (length(sha256) = 32),
	bytes int not null check (bytes between 1 and 20971520),
	kind text not null check (kind in ('image/jpeg', 'image/png', 'image/webp', 'image/heic')),
	whole_at timestamptz,
	primary key (matter_id, sha256)
);
comment on table files.file is
	'What was handed in to a matter, as it was. May show people: held as long as the matter, seen by whoever the slice lets see it, each look entered.';

create table files.part (
	matter_id uuid not null,
	sha256 bytea not null,
	n int not null check (n between 0 and 39),
	body bytea not null check (length(body) between 1 and 524288),
	primary key (matter_id, sha256, n),
	foreign key (matter_id, sha256) references files.file (matter_id, sha256)
);
comment on table files.part is 'The bytes of a file, in order. Held and seen as the file.';

grant select, insert, update on files.file to seawall_app;
grant select, insert, delete on files.part to seawall_app;
