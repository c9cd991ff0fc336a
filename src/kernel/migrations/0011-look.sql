-- S4: a look is entered once per person, post, view, filter, purpose and hour. Only a digest is kept; rows older than a
-- day are deleted by a job.
create table kernel.look (
	digest bytea not null,
	hour timestamptz not null,
	primary key (digest, hour)
);
grant select, insert, delete on kernel.look to seawall_app;
