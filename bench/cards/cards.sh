# shellcheck shell=bash disable=SC2154  # names are shared with the sourcing script
# The cards made of software, and what became of their audio. Sourced by `run` and `test`, which name their folder in $target.

material_seconds=10

build_cards() {
  gcc -O2 -Wall -Wextra -Werror -o "$target/programme" "$here/programme.c" -lm
  gcc -O2 -Wall -Wextra -Werror -fPIC -shared -DPIC -o "$target/card.so" "$here/card.c" -lasound
}

define_cards() { # CARDS RATE BITS BUFFER: writes the material and ALSA's configuration
  local name
  "$target/programme" "$2" "$3" "$material_seconds" >"$target/material.raw"
  {
    printf 'pcm_type.bench_card { lib "%s" }\n' "$target/card.so"
    for name in $(each_card "$1"); do
      printf 'pcm.%s { type bench_card rate %s format S%s_LE buffer %s material "%s" ledger "%s" }\n' \
        "$name" "$2" "$3" "$4" "$target/material.raw" "$target/ledgers/$name"
    done
  } >"$target/asound.conf"
}

# One line for each card: its name, origin, starts, overruns, taken, last, fullest (see card.c).
ledgers() {
  local file
  for file in "$target"/ledgers/*; do
    [ ! -s "$file" ] || printf '%s %s\n' "${file##*/}" "$(od -An -t d8 -w48 "$file")"
  done
}

# How many cards somebody took so many seconds of audio from.
cards_read_for() { # SECONDS
  ledgers | awk -v least="$((rate * $1))" '$5 >= least { count++ } END { print count + 0 }'
}

# "overruns=N lost=FRAMES passed=FRAMES waited=MILLISECONDS" over all cards; $2 is put in front of each name. Frames passed are those of the
# time from the first start to the last read, and lost those of them that nobody took.
ledger_sums() { # RATE [PREFIX]
  ledgers | awk -v rate="$1" -v prefix="${2:-}" '
    { overruns += $4; lost += $6 - $5; passed += $6; if ($7 > fullest) fullest = $7 }
    END { printf "%soverruns=%d %slost=%.0f %spassed=%.0f %swaited=%.0f\n",
      prefix, overruns, prefix, lost, prefix, passed, prefix, fullest / rate * 1000 }'
}

# "bits=N frames=N bytes=N good=N tried=N": what all files in the folder hold, and how many flac decodes without a complaint.
judge_files() { # FOLDER COMPLAINTS
  local path words good=0 tried=0 frames=0 bits=- bytes=0
  : >"$2"
  while IFS= read -r -d '' path; do
    tried=$((tried + 1))
    if words=$(flac --test --silent --warnings-as-errors "$path" 2>&1); then
      good=$((good + 1))
    else
      printf '%s: %s\n' "$path" "$words" >>"$2"
    fi
    frames=$((frames + $(metaflac --show-total-samples "$path" || echo 0)))
    bits=$(metaflac --show-bps "$path" || echo "$bits")
    bytes=$((bytes + $(stat -c %s "$path")))
  done < <(find "$1" -type f \( -name '*.flac' -o -name '*.part' \) -print0)
  echo "bits=$bits frames=$frames bytes=$bytes good=$good tried=$tried"
}
