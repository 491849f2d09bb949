-- Whether a profile's newest Subject could be read, whichever instance tried it first.
alter table subject drop column blocked;
alter table subject add column state_partition int not null default 0;
alter table subject add column applied_at bigint;
alter table subject add column blocked_at bigint;
alter table subject add column blocked boolean not null
    generated always as (blocked_at is not null and coalesce(applied_at, -1) < blocked_at) stored;
create index subject_blocked on subject (state_partition, blocked_at) where blocked;
