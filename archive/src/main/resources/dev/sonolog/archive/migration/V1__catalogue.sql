-- Instants are nanoseconds since 1970-01-01T00:00:00Z: they sort, they add up, and nothing is lost.
-- Read one with: select datetime(start_at / 1000000000, 'unixepoch') ...
-- Files are relative to the archive's root directory where they lie below it, with / between folders.

create table sources (
  name text primary key
);

create table runs (
  id text primary key,
  source text not null references sources (name),
  codec text not null,
  rate integer not null,
  channels integer not null,
  station text,
  address text not null,
  start_at bigint not null,
  end_at bigint,
  drift_ppm double precision,
  cause text
);
create index runs_by_source on runs (source, start_at);

-- end_at, samples and bytes are unknown while the segment is being recorded.
create table segments (
  run text not null references runs (id),
  number integer not null,
  source text not null references sources (name),
  file text not null,
  first_sample bigint not null,
  start_at bigint not null,
  end_at bigint,
  samples bigint,
  bytes bigint,
  head_length integer,
  head_sha256 text,
  body_sha256 text,
  state text not null check (state in ('recording', 'sealed', 'removed outside')),
  primary key (run, number)
);
create index segments_by_start on segments (source, start_at);
create index segments_by_end on segments (source, end_at);
create index segments_by_file on segments (file);
create index segments_not_sealed on segments (source, start_at) where state <> 'sealed';

create table titles (
  run text not null references runs (id),
  sample bigint not null,
  at bigint not null,
  text text not null,
  primary key (run, sample)
);

create table damages (
  run text not null references runs (id),
  sample bigint not null,
  at bigint not null,
  bytes bigint not null,
  reason text not null,
  primary key (run, sample, bytes, reason)
);

-- missing_to is unknown while the gap is open.
create table gaps (
  source text not null references sources (name),
  missing_from bigint not null,
  missing_to bigint,
  cause text not null,
  tries integer not null,
  detail text not null,
  primary key (source, missing_from)
);
create unique index gaps_open on gaps (source) where missing_to is null;
create index gaps_by_end on gaps (source, missing_to);
