-- What is noted about audio belongs to a source and instants: files are renamed, and catalogues made anew.

-- to_at is missing where a mark is of an instant.
create table marks (
  id integer primary key autoincrement,
  source text not null,
  from_at bigint not null,
  to_at bigint,
  label text not null,
  written_by text not null,
  written_at bigint not null
);
create index marks_by_start on marks (source, from_at);

-- What run and number say comes first; start_at finds the recording whose file is known by another name in a new catalogue.
-- A note is never deleted, only emptied: its version tells each text from all others.
create table notes (
  run text not null,
  number integer not null,
  source text not null,
  start_at bigint not null,
  text text not null,
  version integer not null,
  written_by text not null,
  written_at bigint not null,
  primary key (run, number)
);
create index notes_by_start on notes (source, start_at);

-- The spans of one user and source neither overlap nor touch.
create table reviewed (
  user text not null,
  source text not null,
  from_at bigint not null,
  to_at bigint not null,
  primary key (user, source, from_at)
) without rowid;
