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

-- Each goes when it is old enough.
create index on write_key_before (until);
create index on model_job (changed_at);
