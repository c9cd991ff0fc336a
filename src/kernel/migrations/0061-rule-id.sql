-- A rule's id is one bureau's: two bureaus of one installation cannot both publish a B-1, or neither would be read.
alter table powers.rule add constraint rule_id unique (rule, version);
