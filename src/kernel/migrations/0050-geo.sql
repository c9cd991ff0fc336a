-- The map. Rows are made by the importer out of an OpenStreetMap extract and belong to one version of the map; the
-- application only reads them. No personal data: an address here is a house, not who lives in it.
create schema geo;
grant usage on schema geo to seawall_app;

-- A version is the sha256 of the source file with the importer's number. Rows of geo.map and files of a version are
-- kept for ever (a recommendation can be run again years later); the other tables hold the current version only.
create table geo.map (
	version text primary key check (version ~ '^[0-9a-f]{64}-[0-9]{1,4}$'),
	source_name text not null check (length(source_name) between 1 and 200),
	west double precision not null,
	south double precision not null,
	east double precision not null,
	north double precision not null,
	nodes integer not null,
	streets integer not null,
	addresses integer not null,
	places integer not null,
	-- True when the source says that no such town exists.
	fictional boolean not null,
	imported_at timestamptz not null,
	is_current boolean not null
);
create unique index map_current on geo.map (is_current) where is_current;

-- Areas that a station answers for; `code` is the agency's.
create table geo.area (
	id bigint primary key,
	map_version text not null references geo.map (version),
	code text not null check (length(code) between 1 and 100),
	name_en text not null,
	name_zh text not null,
	shape geometry (MultiPolygon, 4326) not null
);
create index area_shape on geo.area using gist (shape);

create table geo.street (
	id bigint primary key,
	map_version text not null references geo.map (version),
	name_en text not null,
	name_zh text not null,
	point geometry (Point, 4326) not null
);

create table geo.address (
	id bigint primary key,
	map_version text not null references geo.map (version),
	street_id bigint not null references geo.street (id) on delete cascade,
	-- As the map writes it, and for comparing: lower case, no spaces, no 号.
	number text not null,
	number_norm text not null,
	-- Digits the number begins with, for the nearest number when one is not on the map.
	number_int integer not null,
	label_en text not null,
	label_zh text not null,
	point geometry (Point, 4326) not null
);
create index address_number on geo.address (street_id, number_norm);
create index address_point on geo.address using gist (point);

-- Where two streets meet.
create table geo.crossing (
	id bigint primary key,
	map_version text not null references geo.map (version),
	street_a bigint not null references geo.street (id) on delete cascade,
	street_b bigint not null references geo.street (id) on delete cascade,
	label_en text not null,
	label_zh text not null,
	point geometry (Point, 4326) not null,
	check (street_a < street_b)
);
create index crossing_streets on geo.crossing (street_a, street_b);
create index crossing_other on geo.crossing (street_b);

create table geo.place (
	id bigint primary key,
	map_version text not null references geo.map (version),
	-- What it is: `amenity=school` is `school`.
	category text not null check (length(category) between 1 and 60),
	name_en text not null,
	name_zh text not null,
	point geometry (Point, 4326) not null
);
create index place_point on geo.place using gist (point);
create index place_category on geo.place (category);

-- Every name a street or place is known by, cut into grams: three letters (Latin) or one and two signs (Chinese).
create table geo.name (
	kind text not null check (kind in ('street', 'place')),
	ref bigint not null,
	map_version text not null references geo.map (version),
	norm text not null,
	grams text[] not null,
	primary key (kind, ref, norm)
);
create index name_norm on geo.name (norm);
create index name_grams on geo.name using gin (grams);

grant select on all tables in schema geo to seawall_app;
