-- Of an identifier that thousands bore who said "no", the strongest bar is one row away.
create index on refused_identifier (pseudonym, erases desc, bar);
