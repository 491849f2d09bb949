-- When consent-service first heard of the node: since then its person is owed the notices.
alter table node add column since timestamptz not null default now();

-- Who held it last, while nobody does: points may still apply a Subject that names it.
alter table node add column last_profile_id text;

-- What is owed is counted by source.
create index on node (source) where profile_id is not null;

-- Identifiers of which a cluster's state says that they stand for nobody.
create table nobody_identifier (
    pseudonym  text not null,
    profile_id text not null,
    primary key (pseudonym, profile_id)
);
create index on nobody_identifier (profile_id);

-- An objection to one direct marketing and not to all of it.
alter table consent_record add column just_this boolean not null default false;

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
