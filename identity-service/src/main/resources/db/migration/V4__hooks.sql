-- What a source's own system sends; its secrets are sealed.
create table hook (
    source text primary key references source,
    description text not null,
    secret bytea not null,
    previous_secret bytea,
    previous_until timestamptz,
    version bigint not null
);
