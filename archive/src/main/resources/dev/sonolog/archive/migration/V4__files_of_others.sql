-- How the start of a segment is known: from the recorder who wrote it, or from the file.
alter table segments add column start_from text not null default 'recorder';
-- When the file was last modified; only of files of others, which are known by nothing else.
alter table segments add column modified_at bigint;
-- Whether the length is what the beginning of the file makes one expect.
alter table segments add column estimated integer not null default 0;
create index segments_estimated on segments (start_at) where estimated <> 0;
-- The newest of all sources first.
create index segments_by_time on segments (start_at);
