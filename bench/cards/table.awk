# Turns the runner's rows ("CASE PEER name=value ...", or "CASE PEER FAILED reason") into the table.

function line(cards, peer, bits, cpu, ratio, total, processes, overruns, lost, waited, missing, files, busy, note) {
  printf "%-12s %-17s %4s %9s %7s %8s %6s %9s %9s %8s %9s %8s %5s  %s\n", \
    cards, peer, bits, cpu, ratio, total, processes, overruns, lost, waited, missing, files, busy, note
}

function note_of(v,    note) {
  if (v["ticks"] + 0 < 20) note = note "only " v["ticks"] " clock ticks of CPU: take a longer window; "
  if (v["end_overruns"] + 0 > v["overruns"] + 0 && v["overruns"] + 0 == 0) note = note "all overruns behind the settling; "
  if (v["overruns"] + 0 > 0) note = note v["overruns"] " overruns before the window; "
  if (v["good"] != v["tried"]) note = note "see target/" v["peer"] ".complaints; "
  sub(/; $/, "", note)
  return note
}

BEGIN {
  line("cards", "recorder", "bits", "CPU s per", "times", "MB", "proc-", "overruns", "frames", "longest", "frames", "files", "CPU", "")
  line("", "", "", "card-h", "arecord", "", "esses", "", "lost", "wait ms", "missing", "decoded", "%", "")
}

$3 == "FAILED" {
  reason = $0
  sub(/^[^ ]+ [^ ]+ FAILED /, "", reason)
  printf "%-12s %-17s %s\n", $1, $2, reason
  next
}

{
  split("", v)
  for (i = 3; i <= NF; i++) {
    equals = index($i, "=")
    v[substr($i, 1, equals - 1)] = substr($i, equals + 1)
  }
  v["peer"] = $2
  if ($2 == "arecord") pipe[$1] = v["cpu"]
  ratio = ($1 in pipe) && pipe[$1] + 0 > 0 ? sprintf("%.2f", v["cpu"] / pipe[$1]) : "-"
  line($1, $2, v["bits"], sprintf("%.1f", v["cpu"]), ratio, sprintf("%.1f", v["kilobytes"] / 1024), v["processes"], \
    v["end_overruns"], v["end_lost"], v["end_waited"], v["end_passed"] - v["end_lost"] - v["frames"], v["good"] "/" v["tried"], v["busy"], \
    note_of(v))
}

END {
  print ""
  print "arecord: arecord | flac. Bits: those of the files; an encoder of 24 bits drops the lower 8 of 32. CPU s per card-h: user and system"
  print "time of the recorder's processes. MB: proportional set size (PSS). Overruns, frames lost (by the cards, for nobody read them in time)"
  print "and longest wait: from the first start to the end, the settling included. Frames missing: taken from the cards, and in no file."
  print "Files decoded: without a word of `flac --test`. CPU %: the whole machine in the window."
}
