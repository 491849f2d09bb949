do $$ begin
    if exists (select from consent_record) or exists (select from node) then
        raise exception 'this store was written by an earlier version; start it anew: deploy/local/up --fresh';
    end if;
end $$;

-- What records said of consent, in their own words: what these mean is worked out when a Subject is
-- derived, so that an edit of the register grants nobody anything anew. Device keys are pseudonyms.
create table said (
    record_id text        not null,
    word      text        not null,
    node_id   text        not null,
    source    text        not null,
    device    text[]      not null,
    act       boolean     not null,
    value     text        not null,
    at        timestamptz not null,
    heard_at  timestamptz not null,
    primary key (record_id, word)
);
create index on said (node_id);

-- Decisions are now all given by an identifier.
drop index consent_record_node_id_idx;
alter table consent_record drop column node_id;
alter table consent_record alter column pseudonym set not null;
alter table consent_record add column just_this boolean not null default false;

alter table node add column source text not null;
-- Who held it before it was between two clusters' states.
alter table node add column last_profile_id text;
