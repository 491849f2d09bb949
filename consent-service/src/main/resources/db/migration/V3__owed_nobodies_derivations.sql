-- When consent-service first heard of the node: since then its person is owed the notices.
alter table node add column since timestamptz not null default now();

-- What is owed is counted by source.
create index on node (source) where profile_id is not null;

-- Identifiers of which a cluster's state says that they stand for nobody.
create table nobody_identifier (
    pseudonym  text not null,
    profile_id text not null,
    primary key (pseudonym, profile_id)
);
create index on nobody_identifier (profile_id);

-- Subjects to be derived again in the background.
create table derivation_due (
    profile_id text primary key,
    ack        boolean     not null,
    not_before timestamptz not null default now()
);
create index on derivation_due (not_before, profile_id);

-- What the register's words meant when those Subjects were last found.
create table meaning (
    id   int primary key check (id = 1),
    hash text not null
);
insert into meaning (id, hash) values (1, '');
