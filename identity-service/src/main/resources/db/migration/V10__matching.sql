-- By which version of the code keys, weights and links were found.
alter table resolver add column matching int not null default 1;
