do $$
begin
    if exists (select from source) or exists (select from node) then
        raise exception
            'this store was written by an earlier version; start it anew: deploy/local/up --fresh';
    end if;
end $$;

-- One that is ended keeps its row: its nodes were taken at the word of that kind, and it may only
-- come back as the same. Where nothing is said of consent first, the policy decides.
alter table source add column ended boolean not null default false;
alter table source add column consent_first boolean;
alter table source add column shows text not null default '[]';
alter table source add column origins text[] not null default '{}';

alter table outcome add column notes text;

-- The last run of equal words of consent by node, and by source and device (pseudonyms).
alter table node drop column choices_hash;
create table told (
    key text primary key,
    heard text not null,
    last_at timestamptz not null
);
create index on told (last_at);

-- What a device (source and pseudonym) has said under a word that the policy knew.
create table device_word (
    device text not null,
    word text not null,
    yes boolean not null,
    first_at timestamptz not null,
    last_at timestamptz not null,
    primary key (device, word)
);
create index on device_word (last_at);
