# shellcheck shell=bash disable=SC2034,SC2154  # names are shared with the sourcing script
# What a recorder costs. A recorder is a session of processes (setsid), named by its first process; sourced by `run`.

ticks_per_second=$(getconf CLK_TCK)

# Prints "TICKS PROCESSES": user and system time in clock ticks of all processes of session $1, and of their children that
# ended and were waited for. The name in /proc/PID/stat may hold spaces, so fields are counted behind its last parenthesis.
session_cpu() {
  cat /proc/[0-9]*/stat 2>/dev/null | awk -v session="$1" '
    { sub(/^.*\) /, "") }
    $4 == session { ticks += $12 + $13 + $14 + $15; processes++ }
    END { printf "%.0f %d\n", ticks, processes }'
}

# Prints the process ids of session $1 (a shell that only started the others, given as $2, left out).
session_processes() {
  local stat rest pid
  local -a fields
  for stat in /proc/[0-9]*/stat; do
    read -r rest 2>/dev/null <"$stat" || continue
    pid=${rest%% *}
    read -ra fields <<<"${rest##*) }"
    [ "${fields[3]}" = "$1" ] && [ "$pid" != "${2:-}" ] && [ "${fields[0]}" != Z ] && printf '%s\n' "$pid"
  done
  return 0
}

# Prints "KILOBYTES PROCESSES": the proportional set size (shared pages divided among their users) of session $1.
session_memory() {
  session_processes "$1" "${2:-}" | while read -r pid; do
    cat "/proc/$pid/smaps_rollup" 2>/dev/null || true
  done | awk '/^Pss:/ { kilobytes += $2; processes++ } END { printf "%.0f %d\n", kilobytes, processes }'
}

# Prints "BUSY ALL": ticks of the whole machine that were not idle (idle and waiting for a disk), and all.
machine_cpu() {
  awk '/^cpu / { for (i = 2; i <= 9; i++) all += $i; printf "%.0f %.0f\n", all - $5 - $6, all }' /proc/stat
}

# Ends session $1: asks by SIGTERM, waits up to $2 seconds, then SIGKILL (and says so on standard error).
end_session() {
  local deadline=$((SECONDS + $2)) pid
  session_processes "$1" | while read -r pid; do kill -TERM "$pid" 2>/dev/null || true; done
  while [ -n "$(session_processes "$1")" ]; do
    if [ "$SECONDS" -ge "$deadline" ]; then
      echo "session $1 did not end within $2 s of SIGTERM; killed" >&2
      session_processes "$1" | while read -r pid; do kill -KILL "$pid" 2>/dev/null || true; done
      deadline=$((SECONDS + 5))
    fi
    sleep 0.2
  done
}
