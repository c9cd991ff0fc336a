-- Dispatch: calls, incidents, units, cards. Rows that tell what was (story, classification, place, disposition, times)
-- only grow. A call's row shows the newest type, facts and place; its story keeps what stood before. Where a call or an
-- incident stands is its matter's token; `closed` and `settled` are indexes of it, written in the act that moves it.
create schema dispatch;
grant usage on schema dispatch to seawall_app;

create table dispatch.counter (
	agency_id uuid not null references identity.agency (id),
	kind text not null check (kind in ('call', 'incident', 'receipt')),
	month text not null check (month ~ '^[0-9]{4}$'),
	last int not null check (last >= 1),
	primary key (agency_id, kind, month)
);
comment on table dispatch.counter is 'Numbers people read out: per bureau, kind and month, without gaps.';

create table dispatch.place (
	id uuid primary key,
	words_en text not null check (length(words_en) between 1 and 200),
	words_zh text not null check (length(words_zh) between 1 and 200),
	detail text check (length(detail) between 1 and 120),
	lon double precision check (lon between -180 and 180),
	lat double precision check (lat between -90 and 90),
	geom geometry(Point, 4326) generated always as (ST_SetSRID(ST_MakePoint(lon, lat), 4326)) stored,
	accuracy_metres double precision check (accuracy_metres between 0 and 50000),
	-- As given; lon and lat are WGS 84 whatever it was.
	datum text not null check (datum in ('wgs84', 'gcj02', 'bd09', 'unknown')),
	address text check (length(address) <= 64),
	verified boolean not null,
	forced_reason text check (length(forced_reason) between 1 and 200),
	map_version text,
	at timestamptz not null,
	post_kind text not null,
	post_id text not null,
	by_agency uuid,
	check ((lon is null) = (lat is null)),
	check (verified or forced_reason is not null)
);
comment on table dispatch.place is
	'Where something happens. Personal data when it is a home: held to send help and to answer for having done so, as long as the call or incident it belongs to; seen by whoever may see that, closed where the address is protected.';
create index place_geom on dispatch.place using gist (geom);

create table dispatch.incident (
	-- Also the id of its matter.
	id uuid primary key references matters.matter (id),
	number text not null,
	-- The station (or bureau) that answers for it.
	agency_id uuid not null references identity.agency (id),
	-- The bureau whose desk opened it.
	desk_id uuid not null references identity.agency (id),
	received_at timestamptz not null,
	generated boolean not null default false,
	-- The address is closed on every screen (D32).
	protected boolean not null default false,
	closed boolean not null default false,
	-- Newest of each: the rows themselves are never changed.
	classification_id uuid not null,
	place_id uuid not null references dispatch.place (id),
	disposition_id uuid,
	needs int not null check (needs between 0 and 20),
	receipt_number text,
	follow_code text not null unique check (follow_code ~ '^[2-9A-HJ-NP-Z]{10}$'),
	version int not null default 1,
	unique (desk_id, number)
);
comment on column dispatch.incident.follow_code is
	'Lets the caller, and nobody else, see how far the request is. Held until the incident is archived; seen with a purpose by whoever may see the call.';
-- One index for each way a rule lets someone see: by agency, by desk, by everything in time.
create index incident_agency on dispatch.incident (agency_id, received_at desc, id desc);
create index incident_desk on dispatch.incident (desk_id, received_at desc, id desc);
create index incident_received on dispatch.incident (received_at desc, id desc);
create index incident_open on dispatch.incident (agency_id, received_at desc, id desc) where not closed;
create index incident_closed on dispatch.incident (agency_id, received_at desc, id desc) where closed;
create index incident_place on dispatch.incident (place_id);

create table dispatch.classification (
	id uuid primary key,
	incident_id uuid not null references dispatch.incident (id) deferrable initially deferred,
	type text not null check (type in (
		'assault_weapon', 'fight', 'robbery', 'theft', 'burglary_inside', 'fraud_paying_now', 'domestic', 'collision_injury',
		'collision_damage', 'blocked_road', 'person_in_water', 'missing_elder', 'missing_child', 'self_harm', 'noise',
		'neighbour_dispute', 'shop_dispute', 'found_property', 'suspicious_object', 'fire_help', 'medical_help', 'silent_call',
		'other')),
	priority int not null check (priority between 1 and 5),
	facts jsonb not null,
	rule jsonb not null,
	-- Why set by hand; null when the table decided.
	reason text check (length(reason) between 1 and 200),
	at timestamptz not null,
	post_kind text not null,
	post_id text not null,
	by_agency uuid
);
comment on table dispatch.classification is 'Type and priority as they were set, each time. Personal data: none.';
create index classification_incident on dispatch.classification (incident_id, at);
alter table dispatch.incident add constraint incident_classification foreign key (classification_id)
	references dispatch.classification (id) deferrable initially deferred;

create table dispatch.disposition (
	id uuid primary key,
	incident_id uuid not null references dispatch.incident (id),
	code text not null check (code in (
		'settled_on_scene', 'mediated', 'advised', 'helped', 'handed_to_service', 'report_taken', 'person_detained',
		'property_kept', 'person_found', 'nothing_found', 'false_report', 'duplicate')),
	report text check (length(report) between 1 and 4000),
	at timestamptz not null,
	post_kind text not null,
	post_id text not null,
	by_agency uuid
);
comment on table dispatch.disposition is
	'How an incident ended, in a code and in words. The words may name people: held as long as the incident, seen by whoever may see it.';
create index disposition_incident on dispatch.disposition (incident_id, at);
alter table dispatch.incident add constraint incident_disposition foreign key (disposition_id) references dispatch.disposition (id);

create table dispatch.incident_time (
	incident_id uuid not null references dispatch.incident (id),
	kind text not null check (kind in ('received', 'dispatched', 'en_route', 'on_scene', 'cleared', 'closed', 'reopened')),
	at timestamptz not null,
	id uuid primary key
);
comment on table dispatch.incident_time is 'Times of an incident as they came; the first of a kind counts. Personal data: none.';
create index incident_time_incident on dispatch.incident_time (incident_id, kind, at);

create table dispatch.call (
	-- Also the id of its matter.
	id uuid primary key references matters.matter (id),
	number text not null,
	-- The bureau or station whose desk it rang at.
	agency_id uuid not null references identity.agency (id),
	generated boolean not null default false,
	line text not null check (length(line) between 1 and 32),
	-- The exchange's own id of the call.
	reference text check (length(reference) between 1 and 64),
	rang_at timestamptz not null,
	answered_at timestamptz,
	ended_at timestamptz,
	-- Left the queue: attached, transferred or closed with a reason.
	settled boolean not null default false,
	caller_number text,
	caller_name text,
	call_back_number text,
	caller_kind text check (caller_kind in ('witness', 'victim', 'party', 'unnamed')),
	safe_to_call boolean,
	interpreter text,
	silent boolean not null default false,
	type text check (type in (
		'assault_weapon', 'fight', 'robbery', 'theft', 'burglary_inside', 'fraud_paying_now', 'domestic', 'collision_injury',
		'collision_damage', 'blocked_road', 'person_in_water', 'missing_elder', 'missing_child', 'self_harm', 'noise',
		'neighbour_dispute', 'shop_dispute', 'found_property', 'suspicious_object', 'fire_help', 'medical_help', 'silent_call',
		'other')),
	facts jsonb not null default '{}',
	-- Where the phone was, as the exchange says: a circle.
	located_lon double precision check (located_lon between -180 and 180),
	located_lat double precision check (located_lat between -90 and 90),
	located_geom geometry(Point, 4326) generated always as (ST_SetSRID(ST_MakePoint(located_lon, located_lat), 4326)) stored,
	located_metres double precision check (located_metres between 0 and 50000),
	located_datum text check (located_datum in ('wgs84', 'gcj02', 'bd09', 'unknown')),
	place_id uuid references dispatch.place (id),
	incident_id uuid references dispatch.incident (id),
	close_reason text check (close_reason in (
		'reached_no_need', 'reached_misdial', 'not_reached_three_times', 'number_unknown', 'test_call', 'non_police_advised')),
	transferred_to text check (transferred_to in ('government_12345', 'ambulance_120', 'fire_119', 'other_bureau', 'other_service')),
	version int not null default 1,
	unique (agency_id, number),
	check (answered_at >= rang_at),
	check (ended_at >= rang_at)
);
comment on column dispatch.call.caller_number is
	'Number the line showed, held to call back and to find the place. As long as the call; seen only with a purpose, each look entered.';
comment on column dispatch.call.caller_name is
	'Name the caller gave, held to reach them about this request. As long as the call; seen only with a purpose, each look entered.';
comment on column dispatch.call.call_back_number is
	'Other number the caller asked to be reached on. As long as the call; seen only with a purpose, each look entered.';
comment on column dispatch.call.located_lon is
	'Where the phone was when it rang, held to send help. As long as the call; seen by whoever may see the call.';
create unique index call_reference on dispatch.call (agency_id, reference) where reference is not null;
create index call_agency on dispatch.call (agency_id, rang_at desc, id desc);
create index call_rang on dispatch.call (rang_at desc, id desc);
create index call_open on dispatch.call (agency_id, rang_at) where not settled;
create index call_incident on dispatch.call (incident_id);

create table dispatch.story (
	id uuid primary key,
	incident_id uuid references dispatch.incident (id),
	call_id uuid references dispatch.call (id),
	at timestamptz not null,
	act text not null,
	post_kind text not null,
	post_id text not null,
	by_agency uuid,
	text text check (length(text) between 1 and 4000),
	fact jsonb not null default '{}',
	check (incident_id is not null or call_id is not null)
);
comment on table dispatch.story is
	'What was done and said, line by line. `text` may name people: held as long as the call or incident, seen by whoever may see that.';
create index story_incident on dispatch.story (incident_id, at desc) where incident_id is not null;
create index story_call on dispatch.story (call_id, at desc) where call_id is not null;

create table dispatch.unit (
	id uuid primary key,
	agency_id uuid not null references identity.agency (id),
	kind text not null check (kind in ('patrol', 'foot', 'traffic', 'marine', 'support')),
	call_en text not null,
	call_zh text not null,
	status text not null default 'out_of_service' check (status in (
		'available', 'dispatched', 'en_route', 'on_scene', 'transporting', 'out_of_service')),
	status_at timestamptz not null,
	on_shift boolean not null default false,
	turnout_seconds int not null default 60 check (turnout_seconds between 0 and 3600),
	out_reason text check (out_reason in ('meal', 'repair', 'crew_change', 'station_duty', 'training', 'no_contact')),
	assignment_id uuid,
	simulated boolean not null default false,
	version int not null default 1,
	check (on_shift or status = 'out_of_service'),
	check ((assignment_id is not null) = (status in ('dispatched', 'en_route', 'on_scene', 'transporting')))
);
comment on table dispatch.unit is 'Crewed resources. Who crews one stands in identity.crew. Personal data: none.';
create index unit_agency on dispatch.unit (agency_id, call_en);

create table dispatch.unit_status (
	id uuid primary key,
	unit_id uuid not null references dispatch.unit (id),
	status text not null check (status in (
		'available', 'dispatched', 'en_route', 'on_scene', 'transporting', 'out_of_service')),
	reason text,
	at timestamptz not null,
	-- When it was entered, later than `at` for a phone that was offline.
	entered_at timestamptz not null
);
comment on table dispatch.unit_status is 'Every status a unit had. Personal data: none; never compared between units.';
create index unit_status_unit on dispatch.unit_status (unit_id, at desc);

create table dispatch.card (
	id uuid primary key,
	incident_id uuid not null references dispatch.incident (id),
	hash text not null check (hash ~ '^[0-9a-f]{64}$'),
	at timestamptz not null,
	map_version text,
	-- Seconds and facts per unit, never coordinates (D16).
	facts jsonb not null,
	answer jsonb not null,
	sent uuid[] not null,
	override text check (length(override) between 1 and 200)
);
comment on table dispatch.card is 'Recommendations as shown. Personal data: none.';
create index card_incident on dispatch.card (incident_id, at);

create table dispatch.assignment (
	id uuid primary key,
	incident_id uuid not null references dispatch.incident (id),
	unit_id uuid not null references dispatch.unit (id),
	unit_agency_id uuid not null references identity.agency (id),
	card_id uuid references dispatch.card (id),
	override text check (length(override) between 1 and 200),
	dispatched_at timestamptz not null,
	en_route_at timestamptz,
	on_scene_at timestamptz,
	cleared_at timestamptz,
	post_kind text not null,
	post_id text not null,
	by_agency uuid
);
comment on table dispatch.assignment is 'Which unit was sent to which incident. Personal data: none.';
create index assignment_incident on dispatch.assignment (incident_id);
create index assignment_unit on dispatch.assignment (unit_id, incident_id);
create index assignment_agency on dispatch.assignment (unit_agency_id, incident_id);
alter table dispatch.unit add constraint unit_assignment foreign key (assignment_id) references dispatch.assignment (id);

create table dispatch.hand_up (
	incident_id uuid not null references dispatch.incident (id),
	agency_id uuid not null references identity.agency (id),
	reason text not null check (length(reason) between 1 and 300),
	at timestamptz not null,
	primary key (incident_id, agency_id)
);
comment on table dispatch.hand_up is 'Agencies above that may see an incident by name, and why. Held as long as the incident.';
create index hand_up_agency on dispatch.hand_up (agency_id, incident_id);

create table dispatch.feed (
	id uuid primary key,
	unit_id uuid not null references dispatch.unit (id),
	-- SHA-256 of the key that goes with every batch; the key itself is not kept. Null for a unit the replay clock drives.
	key_sha256 bytea unique,
	opened_at timestamptz not null,
	closed_at timestamptz
);
comment on table dispatch.feed is 'Spans in which a unit sent positions. The positions themselves are not kept.';
create index feed_unit on dispatch.feed (unit_id, opened_at desc);

create table dispatch.last_position (
	unit_id uuid primary key references dispatch.unit (id),
	lon double precision not null check (lon between -180 and 180),
	lat double precision not null check (lat between -90 and 90),
	heading double precision check (heading between 0 and 360),
	accuracy_metres double precision,
	datum text not null check (datum in ('wgs84', 'gcj02', 'bd09', 'unknown')),
	at timestamptz not null
);
comment on table dispatch.last_position is
	'Last known place of a unit on shift, so that the nearest can be sent after a restart. One row per unit, overwritten, deleted when it signs off: no track is kept. Seen by whoever may see the unit.';

create table dispatch.replay (
	agency_id uuid primary key references identity.agency (id),
	running boolean not null default false,
	speed double precision not null default 1 check (speed between 0.25 and 60),
	seed int not null default 1,
	calls int not null default 0,
	version int not null default 1
);
comment on table dispatch.replay is 'The replay clock of the demo. Personal data: none.';

-- D20. A time that stands is never moved.
create function dispatch.times_stand() returns trigger language plpgsql as $$
begin
	if (old.dispatched_at <> new.dispatched_at)
		or (old.en_route_at is not null and new.en_route_at is distinct from old.en_route_at)
		or (old.on_scene_at is not null and new.on_scene_at is distinct from old.on_scene_at)
		or (old.cleared_at is not null and new.cleared_at is distinct from old.cleared_at) then
		raise exception 'a time that stands is never moved';
	end if;
	return new;
end $$;
create trigger times_stand before update on dispatch.assignment for each row execute function dispatch.times_stand();

create function dispatch.call_times_stand() returns trigger language plpgsql as $$
begin
	if (old.rang_at <> new.rang_at)
		or (old.answered_at is not null and new.answered_at is distinct from old.answered_at) then
		raise exception 'a time that stands is never moved';
	end if;
	return new;
end $$;
create trigger call_times_stand before update on dispatch.call for each row execute function dispatch.call_times_stand();

-- D35. No generated row once a real organisation is set up, whatever the program says.
create function dispatch.no_generated_when_real() returns trigger language plpgsql as $$
begin
	if new.generated and exists (select from identity.organisation where mode = 'real') then
		raise exception 'generated rows end where a real organisation begins';
	end if;
	return new;
end $$;
create trigger call_generated before insert on dispatch.call for each row execute function dispatch.no_generated_when_real();
create trigger incident_generated before insert on dispatch.incident for each row execute function dispatch.no_generated_when_real();

grant select, insert on dispatch.place, dispatch.classification, dispatch.disposition, dispatch.incident_time, dispatch.story,
	dispatch.unit_status, dispatch.card, dispatch.hand_up to seawall_app;
grant select, insert, update on dispatch.counter, dispatch.incident, dispatch.call, dispatch.unit, dispatch.assignment,
	dispatch.feed, dispatch.replay to seawall_app;
grant select, insert, update, delete on dispatch.last_position to seawall_app;
