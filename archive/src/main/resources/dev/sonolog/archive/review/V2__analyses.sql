-- With what each recording was analysed last, for clients that show it. content tells its bytes from others.
create table analyses (
  run text not null,
  number integer not null,
  content text not null,
  margin double precision not null,
  min_gap double precision not null,
  min_duration double precision not null,
  primary key (run, number)
);
