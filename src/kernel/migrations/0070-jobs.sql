-- Jobs: work that follows an act, outside its transaction. pg-boss keeps the queue in a schema of its own (pgboss),
-- made by the library at `migrate`. These two tables tie it to the ledger's numbers.
create schema jobs;
grant usage on schema jobs to seawall_app;

-- How far the numbered messages were put into queues. One row; whoever feeds holds its lock.
create table jobs.cursor (
	name text primary key,
	n bigint not null,
	k integer not null
);
-- Before the first message. A queue born later hears only what comes after.
insert into jobs.cursor (name, n, k) values ('outbox', -1, 32767);

-- What a queue has done, by message number: a job that runs again after a crash finds its row and does nothing.
-- Kept 30 days, twice as long as pg-boss keeps a job.
create table jobs.handled (
	queue text not null,
	n bigint not null,
	k integer not null,
	at timestamptz not null,
	primary key (queue, n, k)
);
create index handled_at on jobs.handled (at);

grant select, update on jobs.cursor to seawall_app;
grant select, insert, delete on jobs.handled to seawall_app;
