-- Messages that could not be read or taken: what they say is sealed, and so is the key as it came.
create table dead_letter (
    id text primary key,
    topic text not null,
    partition int not null,
    message_offset bigint not null,
    key text,
    reason text not null,
    at timestamptz not null,
    kept_at timestamptz not null,
    replayed_at timestamptz,
    headers text not null,
    sealed_key bytea,
    sealed_value bytea
);
create index on dead_letter (kept_at, id);
create index on dead_letter (topic, kept_at, id);
create index on dead_letter (key) where key is not null;

create index on idempotency (created_at);

-- Up to which version each point has acknowledged a Subject; what is at or below it needs no rows.
alter table subject add column settled bigint not null default 0;
alter table fence_ack add column at timestamptz not null default now();

-- A notice given again is the same: the first time counts.
delete from notice_given again using notice_given first
where again.pseudonym = first.pseudonym and again.notice = first.notice
    and again.version = first.version and (again.at, again.id) > (first.at, first.id);
alter table notice_given add unique (pseudonym, notice, version);
drop index notice_given_pseudonym_idx;
