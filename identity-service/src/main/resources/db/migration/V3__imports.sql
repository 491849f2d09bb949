-- How far each file was taken in; nothing of what its rows say.
create table import (
    id uuid primary key,
    source text not null,
    format text not null,
    delimiter text,
    mapping text not null,
    state text not null,
    reason text,
    reason_line bigint,
    bytes bigint not null default 0,
    line bigint not null default 1,
    -- Keyed: a short file might be guessed from a plain hash.
    hash text,
    rows bigint not null default 0,
    accepted bigint not null default 0,
    bad bigint not null default 0,
    attempt bigint not null default 0,
    idempotency_key text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (source, idempotency_key)
);
create index on import (updated_at);

create table import_error (
    import_id uuid not null references import on delete cascade,
    line bigint not null,
    code text not null,
    column_name text,
    primary key (import_id, line)
);
