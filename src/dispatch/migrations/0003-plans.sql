-- A page asks for the newest incidents of each agency a person may see, and some of them (a branch) have none. With few
-- stations the planner takes any agency for a third of the table and walks everything by time to find out. Told that
-- agencies are many, it uses the index that begins with the agency.
create index incident_open_desk on dispatch.incident (desk_id, received_at desc, id desc) where not closed;
alter table dispatch.incident alter column agency_id set (n_distinct = 10000);
alter table dispatch.incident alter column desk_id set (n_distinct = 10000);
alter table dispatch.call alter column agency_id set (n_distinct = 10000);
