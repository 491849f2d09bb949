do $$ begin
  if exists (select from node) then
    raise exception 'this store was written by an earlier version; start it anew: deploy/local/up --fresh';
  end if;
end $$;

-- By which traits the match fields were said, when, and when the first of them is kept no longer.
alter table node add column said text, add column said_at timestamptz, add column kept_until timestamptz;
create index on node (kept_until) where kept_until is not null;

-- By which catalogue and activities match fields were last looked through.
alter table resolver add column covered text;

-- The copy of the subjects. Its marks are worked out by the policy whose hash is marked_by, and
-- anew when time alone may turn them.
create table subject (
    profile_id text primary key,
    version bigint not null,
    ended boolean not null,
    blocked boolean not null default false,
    body text,
    ack_version bigint,
    marked_by text,
    turns_at timestamptz
);
create index on subject (ack_version) where ack_version is not null;
create index on subject (marked_by);
create index on subject (turns_at) where turns_at is not null;

create table subject_node (
    node_id text primary key,
    profile_id text not null,
    version bigint not null
);
create index on subject_node (profile_id);

create table state_offset (
    topic text not null,
    partition int not null,
    next bigint not null,
    primary key (topic, partition)
);

-- Nodes that match nobody by weight, and why; null for one that is free again. What is due was not
-- cut since.
create table barred_node (
    node_id text primary key,
    profile_id text,
    bar text,
    erases boolean not null,
    since timestamptz not null default now(),
    due boolean not null default true,
    change bigint generated always as identity
);
create index on barred_node (profile_id) where due;
create index on barred_node (since) where not erases;

-- Whose identifiers say "no" to being matched, for those who come with them before a subject names
-- them.
create table refused_identifier (
    pseudonym text not null,
    profile_id text not null,
    bar text not null,
    erases boolean not null,
    primary key (pseudonym, profile_id)
);
create index on refused_identifier (profile_id);

-- Who looked at whom, with what client, for what: no values.
create table look (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    who text not null,
    client text not null,
    what_for text not null,
    profiles text[] not null,
    nodes text[] not null
);
create index on look (at);
create index on look using gin (profiles);

-- Of a node that is deleted id and version stay: when it comes again, its word is the newer one.
create table former_node (
    id text primary key,
    version bigint not null
);
