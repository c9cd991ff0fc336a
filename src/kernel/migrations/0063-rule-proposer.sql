-- From which post a rule was proposed: shown where the person is not named. Unknown for those proposed before.
alter table powers.rule add column proposed_post text;
comment on column powers.rule.proposed_post is
	'Kind of post the proposal was made from; held and seen as the rule itself.';
