-- Samples in front of a segment that a decoder needs and its file does not hold.
alter table segments add column pre_roll integer;
