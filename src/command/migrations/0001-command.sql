-- Command: what passes between agencies, each thing with both sides named. Its tables come with the parts that need them.
create schema command;
grant usage on schema command to seawall_app;
