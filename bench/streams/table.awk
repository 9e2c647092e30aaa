# Turns the runner's rows ("N PEER name=value ...", or "N PEER FAILED reason") into the table.

function line(n, peer, cpu, ratio, each, total, processes, lost, tail, repeated, damaged, decoded, busy, note) {
  printf "%5s  %-12s %10s %8s %8s %9s %6s %16s %8s %9s %8s %9s %5s  %s\n", \
    n, peer, cpu, ratio, each, total, processes, lost, tail, repeated, damaged, decoded, busy, note
}

function note_of(v,    note) {
  if (v["recorded"] + 0 < v["streams"] + 0) note = note (v["streams"] - v["recorded"]) " streams without a file; "
  if (v["reconnected"] + 0 > 0) note = note v["reconnected"] " streams connected more than once: frames are not comparable; "
  if (v["late"] + 0 > 100) note = note "the station was up to " v["late"] " ms late: the machine was too busy; "
  if (v["owed"] + 0 > 64000) note = note "a client was " sprintf("%.1f", v["owed"] / 16000) " s behind; "
  if (v["ticks"] + 0 < 20) note = note "only " v["ticks"] " clock ticks of CPU: take a longer window; "
  sub(/; $/, "", note)
  return note
}

BEGIN {
  line("N", "recorder", "CPU s per", "times", "MB per", "MB", "proc-", "frames lost", "missing", "frames", "damaged", "files", "CPU", "")
  line("", "", "stream-h", "floor", "stream", "total", "esses", "/ sent", "at end", "repeated", "bytes", "decoded", "%", "")
}

$3 == "FAILED" {
  reason = $0
  sub(/^[0-9]+ [a-z]+ FAILED /, "", reason)
  printf "%5s  %-12s %s\n", $1, $2, reason
  next
}

{
  split("", v)
  for (i = 3; i <= NF; i++) {
    equals = index($i, "=")
    v[substr($i, 1, equals - 1)] = substr($i, equals + 1)
  }
  if ($2 == "floor") floor[$1] = v["cpu"]
  ratio = ($1 in floor) && floor[$1] + 0 > 0 ? sprintf("%.1f", v["cpu"] / floor[$1]) : "-"
  line($1, $2, sprintf("%.2f", v["cpu"]), ratio, sprintf("%.2f", v["kilobytes"] / 1024 / $1), sprintf("%.1f", v["kilobytes"] / 1024), \
    v["processes"], v["lost"] "/" v["sent"], v["tail"], v["repeated"], v["damaged"], v["good"] "/" v["tried"], v["busy"], note_of(v))
}

END {
  print ""
  print "CPU s per stream-h: user and system time of the recorder's processes. MB: proportional set size (PSS). CPU %: the whole machine,"
  print "the station included. Frames lost: inside the stream; missing at end: behind the last one kept when the station ended the stream."
  print "Damaged: bytes inside the audio that are no frame that was sent. Files decoded: without a complaint of mpg123, of those tried."
}
