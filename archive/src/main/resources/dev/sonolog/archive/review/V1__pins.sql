-- What people say of recordings. A recording is a segment: its run and its number in it, as its file's tags name them.
-- Instants are nanoseconds since 1970-01-01T00:00:00Z.

create table pins (
  run text not null,
  number integer not null,
  since bigint not null,
  pinned_by text not null,
  note text not null,
  primary key (run, number)
);
