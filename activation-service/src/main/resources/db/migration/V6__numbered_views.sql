-- Of the changes that told them; what is told later overtakes what was told before it.
alter table viewed_profile add column number bigint not null default 0;
alter table view add column number bigint not null default 0;
