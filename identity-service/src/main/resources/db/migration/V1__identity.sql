create table source (
    id text primary key,
    kind text not null,
    name text not null,
    key_hash text not null unique,
    version bigint not null,
    registered_at timestamptz not null
);

-- No plain identifier or match field is kept: the node's id is computed from them.
create table node (
    id text primary key,
    source text not null,
    source_kind text not null,
    received_at timestamptz not null,
    component text not null,
    profile_id text not null,
    version bigint not null,
    verified_group text not null,
    choices_hash text
);
create index on node (component);

create table node_identifier (
    pseudonym text not null,
    node_id text not null references node on delete cascade,
    namespace text not null,
    primary key (pseudonym, node_id)
);
create index on node_identifier (node_id);

create table cluster (
    profile_id text primary key,
    version bigint not null,
    ended boolean not null
);

create table outcome (
    record_id text primary key,
    outcome text not null,
    reason text,
    at timestamptz not null
);
create index on outcome (at);

create table outbox (
    id bigint generated always as identity primary key,
    shard int not null,
    topic text not null,
    key text not null,
    version bigint not null,
    type text not null,
    value bytea not null,
    headers jsonb,
    created_at timestamptz not null default now()
);
create index on outbox (topic, shard, id);
