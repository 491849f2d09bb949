-- Links between two clusters: those that a steward is asked about are found without passing all
-- that joined one.
alter table link add column open boolean not null default true;
update link set open = false from node a, node b
    where a.id = link.one and b.id = link.other and a.profile_id = b.profile_id;
drop index link_weight_one_other_idx;
create index on link (weight, one, other) where open;
