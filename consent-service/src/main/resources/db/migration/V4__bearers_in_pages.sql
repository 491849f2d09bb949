-- Who bears an identifier, in an order in which they can be gone through page by page.
create table node_identifier (
    pseudonym text not null,
    node_id   text not null,
    primary key (pseudonym, node_id)
);
insert into node_identifier select distinct unnest(identifiers), node_id from node;
drop index node_identifiers_idx;

-- What was put on file by an identifier that more bear than one transaction takes, and how far its
-- bearers' Subjects are derived.
create table spread (
    id         text primary key,
    pseudonym  text        not null,
    ack        boolean     not null,
    after_node text        not null default '',
    -- One of them could not be derived: it is never said to be enforced.
    lacking    boolean     not null default false,
    stage      text        not null default 'PAGES',
    turn       timestamptz not null default now()
);
create index on spread (stage, turn);

-- The versions that carry it, which the points have to acknowledge.
create table spread_subject (
    spread     text   not null references spread on delete cascade,
    profile_id text   not null,
    version    bigint not null,
    primary key (spread, profile_id)
);
