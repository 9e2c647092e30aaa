-- What was deleted stays on the timeline: in the trash it can be restored, later only its cause is known. No database of ours
-- changes a check in place, so the table is made anew. trash: where the file lies now; cause and left_at: why and when it left its place.
create table segments_next (
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
  pre_roll integer,
  state text not null check (state in ('recording', 'sealed', 'removed outside', 'in the trash', 'deleted')),
  trash text,
  cause text,
  left_at bigint,
  primary key (run, number)
);
insert into segments_next (run, number, source, file, first_sample, start_at, end_at, samples, bytes, head_length, head_sha256, body_sha256,
  pre_roll, state)
select run, number, source, file, first_sample, start_at, end_at, samples, bytes, head_length, head_sha256, body_sha256, pre_roll, state
from segments;
drop table segments;
alter table segments_next rename to segments;
create index segments_by_start on segments (source, start_at);
create index segments_by_end on segments (source, end_at);
create index segments_by_file on segments (file);
create index segments_not_sealed on segments (source, start_at) where state <> 'sealed';
