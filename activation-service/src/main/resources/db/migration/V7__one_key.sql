-- The id is the hash of these three.
alter table delivery drop constraint delivery_activation_node_id_cause_key;
