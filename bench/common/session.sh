# shellcheck shell=bash
# What the benches' runners share besides the meter: how they wait and how they fail. Sourced by each `run`.

bench=$(basename "$(cd "$(dirname "$0")" && pwd)")
sleeper=""

fail() {
  printf '%s: %s\n' "$bench" "$1" >&2
  exit 1
}

# A pause that a signal ends at once: bash runs a trap only when the command in the foreground has ended.
pause() {
  sleep "$1" &
  sleeper=$!
  wait "$sleeper"
  sleeper=""
}

end_pause() { [ -z "$sleeper" ] || kill "$sleeper" 2>/dev/null || true; }

# Fails with the line that installs what is missing; $@ are pairs COMMAND:PACKAGE or FILE:PACKAGE.
require_tools() {
  local tool missing=""
  for tool in "$@"; do
    command -v "${tool%%:*}" >/dev/null || [ -e "${tool%%:*}" ] || [[ "$missing " == *" ${tool#*:} "* ]] || missing="$missing ${tool#*:}"
  done
  [ -z "$missing" ] || fail "missing:$missing; install with: apt-get install$missing"
}

# The launcher builds what is stale when it first runs: not within the measurement.
require_sonolog() { # LAUNCHER
  [ -x "$1" ] || fail "no launcher at $1; build Sonolog first, or name one with --sonolog, or leave it out with --peers"
  "$1" --version >/dev/null || fail "$1 --version fails"
}

# CPU seconds per hour of one of $6: ticks from $1 to $2, moments (seconds) from $3 to $4, ticks per second $5.
seconds_per_hour() {
  awk -v t0="$1" -v t1="$2" -v s0="$3" -v s1="$4" -v hz="$5" -v n="$6" 'BEGIN { printf "%.4f", (t1 - t0) / hz / ((s1 - s0) / 3600 * n) }'
}
