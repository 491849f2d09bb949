-- Topics that sources' records are read from.
create table source_topic (
    source text primary key references source,
    topic text not null unique,
    description text not null,
    version bigint not null
);
