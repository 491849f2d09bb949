-- Keys that more nodes bear than can be compared with one another: nobody meets under them.
create table crowded_key (
    key bigint primary key
);
