-- What a node's match fields say, cleaned; kept under the activity for identity resolution.
alter table node add column person text;
alter table node add column no bigint generated always as identity unique;

-- Inserted in one go with the node, whose id is computed.
alter table node_identifier drop constraint node_identifier_node_id_fkey;

-- Under which keys a node is found; a key is a hash.
create table node_key (
    key bigint not null,
    node bigint not null,
    primary key (key, node)
);

-- Pairs that weigh enough for a steward to be asked, or for a match; in thousandths of a bit.
create table link (
    one text not null,
    other text not null,
    weight int not null,
    model text not null,
    primary key (one, other)
);
create index on link (other);
create index on link (weight, one, other);

-- Identifiers that different people bear.
create table generic_identifier (
    pseudonym text primary key
);

create table decision (
    id text primary key,
    same boolean not null,
    reason text not null,
    decided_by text not null,
    decided_at timestamptz not null,
    revoked_by text,
    revoked_at timestamptz
);

create table decision_node (
    node_id text not null,
    decision text not null references decision,
    one boolean not null,
    primary key (node_id, decision)
);
create index on decision_node (decision);

create table model (
    version text primary key,
    body bytea not null,
    learnt_from bigint not null,
    learnt_at timestamptz not null
);

-- By what the components are cut; what is cut by older rules is cut again.
create table resolver (
    one boolean primary key default true check (one),
    rules_version bigint not null default 0,
    rules text,
    model text references model
);
insert into resolver default values;

-- Learning a model, and putting one in force: long work whose progress anybody may ask for.
create table model_job (
    id text primary key,
    kind text not null,
    state text not null,
    step text,
    done double precision not null default 0,
    version text,
    started_by text not null,
    started_at timestamptz not null,
    changed_at timestamptz not null
);
