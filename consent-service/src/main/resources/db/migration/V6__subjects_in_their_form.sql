-- Subjects are kept as they are told, and that lists once what was there many times.
do $$ begin
  if exists (select from subject where body is not null) then
    raise exception 'this store was written by an earlier version; start it anew: deploy/local/up --fresh';
  end if;
end $$;
