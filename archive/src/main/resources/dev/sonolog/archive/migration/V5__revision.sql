-- How often the table of segments changed, from a number that no other catalogue is likely to begin with: who keeps a list of recordings
-- sees from it whether the list is still right.
create table revision (number integer not null);
insert into revision (number) values (abs(random() / 2));
create trigger segments_inserted after insert on segments begin update revision set number = number + 1; end;
create trigger segments_updated after update on segments begin update revision set number = number + 1; end;
create trigger segments_deleted after delete on segments begin update revision set number = number + 1; end;
