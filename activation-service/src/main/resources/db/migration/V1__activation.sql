-- What people register.
create table audience (
    id text primary key,
    revision bigint not null,
    evaluated bigint not null default 0,
    body text not null,
    updated_at timestamptz not null default now()
);
create table destination (
    id text primary key,
    revision bigint not null,
    body text not null,
    disabled_at timestamptz,
    updated_at timestamptz not null default now()
);
create table activation (
    id text primary key,
    revision bigint not null,
    evaluated bigint not null default 0,
    body text not null,
    updated_at timestamptz not null default now()
);

-- The copy of the subjects, and how far each partition of the topic was read.
create table subject (
    profile_id text primary key,
    version bigint not null,
    ended boolean not null,
    blocked boolean not null default false,
    node_ids text[] not null,
    body text,
    ack_version bigint
);
create index subject_unacknowledged on subject (profile_id) where ack_version is not null;
create table subject_node (
    node_id text primary key,
    profile_id text not null,
    version bigint not null
);
create table state_offset (
    topic text not null,
    partition int not null,
    next bigint not null,
    primary key (topic, partition)
);

-- The copy of the views. One subject version holds for all views of a profile.
create table viewed_profile (
    profile_id text primary key,
    subject_version bigint not null,
    policy_version bigint not null,
    ended boolean not null
);
create table view (
    profile_id text not null,
    purpose text not null,
    body text not null,
    primary key (profile_id, purpose)
);
create index view_of_purpose on view (purpose, profile_id);

create table membership (
    audience text not null,
    profile_id text not null,
    member boolean not null,
    entries int not null,
    node_id text not null,
    primary key (audience, profile_id)
);

create table delivery (
    id text primary key,
    activation text not null,
    destination text not null,
    purpose text not null,
    channel text,
    profile_id text not null,
    node_id text not null,
    -- the record that set it off, or which entry into the audience did
    cause text not null,
    record_id text,
    event text,
    category text,
    properties text,
    rule_inputs text,
    state text not null default 'QUEUED',
    waiting boolean not null default false,
    attempts int not null default 0,
    next_at timestamptz not null default now(),
    claim text,
    claim_deadline timestamptz,
    reason text,
    evidence text,
    nodes text[] not null default '{}',
    subject_version bigint not null default 0,
    unpublished boolean not null default false,
    created_at timestamptz not null default now(),
    finished_at timestamptz,
    unique (activation, node_id, cause)
) with (fillfactor = 70);
create index delivery_due on delivery (destination, next_at) where state in ('QUEUED', 'CLAIMED');
create index delivery_claimed on delivery (claim_deadline) where state = 'CLAIMED';
create index delivery_waiting on delivery (profile_id) where waiting;
create index delivery_unpublished on delivery (finished_at) where unpublished;
create index delivery_by_time on delivery (created_at desc, id desc);
create index delivery_by_profile on delivery (profile_id, created_at desc);
create index delivery_by_activation on delivery (activation, created_at desc);
