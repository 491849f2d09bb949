-- Secrets are sealed, beside what was put. One that lay here in clear is no secret: a destination
-- sends again once it is given another.
alter table destination
    add column secret bytea,
    add column former_secret bytea,
    add column former_until timestamptz;
update destination set body = (body::jsonb - 'secret')::text;

-- The channel is the destination's, as it stands when something is sent.
update activation set body = (body::jsonb - 'channel')::text;
alter table delivery drop column channel;

-- What an activation of the same id queued before this one was made is not this one's.
alter table activation add column made_at timestamptz not null default '-infinity';
alter table activation alter column made_at set default now();
alter table delivery alter column created_at set default clock_timestamp();

-- What a client was told of an audience.
create table audience_size (
    audience text not null,
    client text not null,
    revision bigint not null,
    tens bigint not null,
    counted_at timestamptz not null,
    took_ms bigint not null,
    primary key (audience, client)
);
