# shellcheck shell=bash disable=SC2034,SC2154  # names are shared with the sourcing script
# How each recorder is started: start_NAME DIRECTORY CARDS RATE BITS replaces this shell by the recorder (or by a shell that
# starts one process, or pair of processes, per card and waits). The cards are the PCMs card01 ..., two channels each; the files
# are DIRECTORY/**/*.flac. Each records as exactly as it can, with its own default buffers. Sourced by `run`.

all_peers="arecord sonolog-off sonolog-levels sonolog-loudness sonolog-all ffmpeg rec"

# COMMAND:PACKAGE or FILE:PACKAGE of what a recorder needs.
tools_of() {
  case $1 in
    arecord) echo arecord:alsa-utils flac:flac ;;
    ffmpeg) echo ffmpeg:ffmpeg ;;
    rec) echo sox:sox ;;
    *) ;;
  esac
}

each_card() { # COUNT: card01 ...
  seq -f 'card%02.0f' 1 "$1"
}

# The processes that are asked to end: in a pipe the first, so that the second gets to the end of what it was given.
front_of() {
  case $1 in
    arecord) echo arecord ;;
    ffmpeg) echo ffmpeg ;;
    rec) echo sox ;;
    *) echo java ;;
  esac
}

start_arecord() {
  local name
  for name in $(each_card "$2"); do
    arecord --quiet --device="$name" --format="S$4_LE" --channels=2 --rate="$3" --file-type=raw - \
      | flac --silent -5 --force-raw-format --endian=little --sign=signed --channels=2 --bps="$4" --sample-rate="$3" \
        --output-name="$1/$name.flac" - &
  done
  wait
}

# Its encoder takes 24 bits at most: of 32 it keeps the upper 24.
start_ffmpeg() {
  local name format=s16
  [ "$4" = 16 ] || format=s32
  for name in $(each_card "$2"); do
    ffmpeg -nostdin -hide_banner -loglevel error -f alsa -sample_rate "$3" -channels 2 -c:a "pcm_s$4le" -i "$name" \
      -c:a flac -sample_fmt "$format" "$1/$name.flac" &
  done
  wait
}

# `rec` is this program under another name. It writes 24 bits at most; -D keeps it from adding dither.
start_rec() {
  local name bits=$4
  [ "$bits" = 16 ] || bits=24
  for name in $(each_card "$2"); do
    sox -q -D -r "$3" -c 2 -b "$4" -t alsa "$name" -b "$bits" -C 5 "$1/$name.flac" &
  done
  wait
}

start_sonolog() { # METERS DIRECTORY CARDS RATE BITS
  local name output=$2
  [ "$3" -gt 1 ] || output=$2/card01 # a single source gets no folder of its own
  {
    printf '[general]\noutput_directory = %s\n' "$output"
    for name in $(each_card "$3"); do
      printf '\n[%s]\ntype = soundcard\ndevice = %s\nsample_rate = %s\nsample_format = s%s\nchannels = 2\nformat = flac\nmeters = %s\nanalyse = off\n' \
        "$name" "$name" "$4" "$5" "$1"
    done
  } >"$2/../config.ini"
  cd "$2/.." && exec "$sonolog" record "$2/../config.ini"
}

start_sonolog-off() { start_sonolog off "$@"; }
start_sonolog-levels() { start_sonolog levels "$@"; }
start_sonolog-loudness() { start_sonolog loudness "$@"; }
start_sonolog-all() { start_sonolog all "$@"; }
