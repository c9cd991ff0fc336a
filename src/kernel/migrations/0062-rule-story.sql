-- The entries of a rule are found by the messages its acts sent: few among many, so an index of their own.
create index outbox_rule on kernel.outbox (resource_id, pending_id) where resource_type = 'Rule';
