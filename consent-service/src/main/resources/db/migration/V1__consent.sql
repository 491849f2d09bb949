-- The register: every entry by its kind, and the policy made of them, version by version.
create table register (
    id      int primary key check (id = 1),
    version bigint not null,
    policy  text
);
insert into register (id, version) values (1, 0);

create table register_entry (
    kind    text   not null,
    id      text   not null,
    version bigint not null,
    body    text   not null,
    primary key (kind, id)
);

-- Identifiers are pseudonyms everywhere; no table holds a plain one.
create table consent_record (
    id             text primary key,
    kind           text        not null,
    purpose        text        not null,
    channel        text,
    at             timestamptz not null,
    received_at    timestamptz not null,
    notice         text,
    notice_version int         not null,
    proven         boolean     not null,
    node_id        text,
    pseudonym      text,
    origin         text        not null,
    check ((node_id is null) <> (pseudonym is null))
);
create index on consent_record (node_id) where node_id is not null;
create index on consent_record (pseudonym) where pseudonym is not null;

create table fact (
    sequence    bigint generated always as identity primary key,
    id          text        not null unique,
    kind        text        not null,
    reference   text        not null,
    valid_from  timestamptz not null,
    valid_to    timestamptz,
    pseudonym   text        not null,
    received_at timestamptz not null,
    origin      text        not null
);
create index on fact (pseudonym);

create table notice_given (
    id          text primary key,
    notice      text        not null,
    version     int         not null,
    at          timestamptz not null,
    pseudonym   text        not null,
    received_at timestamptz not null,
    origin      text        not null
);
create index on notice_given (pseudonym);

-- Who holds a node: the highest node version wins. Without a profile between two clusters' states.
create table node (
    node_id     text primary key,
    profile_id  text,
    version     bigint not null,
    group_id    text   not null,
    source_kind text   not null,
    identifiers text[] not null
);
create index on node (profile_id);
create index on node using gin (identifiers) with (fastupdate = off);

create table subject (
    profile_id      text primary key,
    version         bigint  not null default 0,
    cluster_version bigint  not null default 0,
    blocked         boolean not null default false,
    -- The newest version that the points must acknowledge.
    ack_wanted      bigint  not null default 0,
    body            text
);

create table state_offset (
    topic     text   not null,
    partition int    not null,
    next      bigint not null,
    primary key (topic, partition)
);

create table fence_ack (
    profile_id text   not null,
    point      text   not null,
    version    bigint not null,
    primary key (profile_id, point)
);

create table idempotency (
    client     text        not null,
    key        text        not null,
    request    text        not null,
    result     text,
    created_at timestamptz not null default now(),
    primary key (client, key)
);

create table outbox (
    id         bigint generated always as identity primary key,
    shard      int         not null,
    topic      text        not null,
    key        text        not null,
    version    bigint      not null,
    type       text        not null,
    value      bytea       not null,
    headers    jsonb,
    created_at timestamptz not null default now()
);
create index on outbox (topic, shard, id);
