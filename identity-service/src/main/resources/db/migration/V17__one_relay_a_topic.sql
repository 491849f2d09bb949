-- One relay sends what is unsent of a topic, in this order; what cannot be sent waits aside.
alter table outbox add column aside boolean not null default false;
drop index outbox_topic_shard_id_idx;
create index outbox_unsent on outbox (topic, id) where not aside;
