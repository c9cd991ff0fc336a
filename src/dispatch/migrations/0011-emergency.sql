-- D120 to D125. An officer who needs help, and whether a crew is well.
alter table dispatch.classification drop constraint classification_type_check;
alter table dispatch.classification add constraint classification_type_check check (type in (
	'assault_weapon', 'fight', 'robbery', 'theft', 'burglary_inside', 'fraud_paying_now', 'domestic', 'collision_injury',
	'collision_damage', 'blocked_road', 'person_in_water', 'missing_elder', 'missing_child', 'self_harm', 'noise',
	'neighbour_dispute', 'shop_dispute', 'found_property', 'suspicious_object', 'fire_help', 'medical_help', 'silent_call',
	'officer_emergency', 'other'));
alter table dispatch.call drop constraint call_type_check;
alter table dispatch.call add constraint call_type_check check (type in (
	'assault_weapon', 'fight', 'robbery', 'theft', 'burglary_inside', 'fraud_paying_now', 'domestic', 'collision_injury',
	'collision_damage', 'blocked_road', 'person_in_water', 'missing_elder', 'missing_child', 'self_harm', 'noise',
	'neighbour_dispute', 'shop_dispute', 'found_property', 'suspicious_object', 'fire_help', 'medical_help', 'silent_call',
	'officer_emergency', 'other'));

create table dispatch.emergency (
	incident_id uuid primary key references dispatch.incident (id),
	unit_id uuid not null references dispatch.unit (id),
	-- Who pressed: that person cannot be one of the two who answer.
	person_id text not null,
	-- By the phone's own clock, and when it reached us.
	raised_at timestamptz not null,
	received_at timestamptz not null,
	-- Wrong code words so far.
	tries int not null default 0 check (tries between 0 and 5),
	silenced_at timestamptz,
	silenced_by text check (silenced_by in ('two_people', 'code_word')),
	check ((silenced_at is null) = (silenced_by is null))
);
comment on table dispatch.emergency is
	'Presses of the emergency key. person_id is held as long as the incident, so that nobody answers their own call for help alone; shown to nobody.';
create unique index emergency_open on dispatch.emergency (unit_id) where silenced_at is null;

create table dispatch.emergency_answer (
	incident_id uuid not null references dispatch.emergency (incident_id),
	person_id text not null,
	at timestamptz not null,
	post_kind text not null,
	post_id text not null,
	by_agency uuid,
	primary key (incident_id, person_id)
);
comment on table dispatch.emergency_answer is
	'Who took an emergency in hand. person_id is held as long as the incident, so that two are two; shown to nobody.';

create table dispatch.code_word (
	unit_id uuid not null references dispatch.unit (id),
	person_id text not null,
	salt bytea not null,
	-- scrypt of the word in lower case; the word itself is not kept.
	hash bytea not null,
	set_at timestamptz not null,
	primary key (unit_id, person_id)
);
comment on table dispatch.code_word is
	'The word an officer chose for this shift to say that all is well. Held until the unit signs off; never shown.';

create table dispatch.welfare (
	incident_id uuid primary key references dispatch.incident (id),
	level text not null check (level in ('desk', 'station', 'county')),
	asked_at timestamptz not null
);
comment on table dispatch.welfare is
	'Checks whether a crew is well that nobody has answered, and how far up they went; gone with the answer. Personal data: none.';

grant select, insert, update on dispatch.emergency to seawall_app;
grant select, insert on dispatch.emergency_answer to seawall_app;
grant select, insert, update, delete on dispatch.code_word, dispatch.welfare to seawall_app;
