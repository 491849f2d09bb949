do $$ begin
  if exists (select from subject where body is not null) then
    raise exception 'this store was written by an earlier version; start it anew: deploy/local/up --fresh';
  end if;
end $$;

-- Since when others do not join a cluster only because there would be too many in it.
alter table cluster add column full_since timestamptz;
create index on cluster (full_since) where full_since is not null and not ended;
