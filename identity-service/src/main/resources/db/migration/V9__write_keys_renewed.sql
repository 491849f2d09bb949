-- Write keys that others have taken the place of, and until when they still hold.
create table write_key_before (
    key_hash text primary key,
    source text not null references source,
    until timestamptz not null
);
