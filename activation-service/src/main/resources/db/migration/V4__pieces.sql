do $$ begin
  if exists (select from subject where body is not null) then
    raise exception 'this store was written by an earlier version; start it anew: deploy/local/up --fresh';
  end if;
end $$;

-- Of a change that came in pieces the last one is not here yet: some of its views are older.
alter table viewed_profile add column partial boolean not null default false;
