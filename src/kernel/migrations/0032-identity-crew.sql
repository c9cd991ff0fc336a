-- Who is on a unit now is asked for every recommendation, and years of shifts must not be read for it: an index whose last
-- part is what has not ended.
create index crew_open on identity.crew ((coalesce(until_at, 'infinity'::timestamptz)));
