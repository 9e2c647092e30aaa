# shellcheck shell=bash disable=SC2034,SC2154  # names are shared with the sourcing script
# How each recorder is started: start_NAME PORT DIRECTORY N replaces this shell by the recorder (or by a shell that starts one
# process per stream and waits). The folders DIRECTORY/s00001 ... exist, and each stream's files end up below its folder or
# under a name that holds the stream's. Each recorder gets the cheapest way it has to store the coded bytes as they are.
# Sourced by `run`.

all_peers="floor sonolog curl ffmpeg streamripper liquidsoap"

# The executable and the Debian package that brings it.
package_of() {
  case $1 in
    curl | ffmpeg | streamripper | liquidsoap | lame | gcc | mpg123) echo "$1" ;;
    setsid) echo util-linux ;;
    *) echo "" ;;
  esac
}

# One process per stream: these are run up to the cap only.
is_crowd() {
  case $1 in
    curl | ffmpeg | streamripper) return 0 ;;
    *) return 1 ;;
  esac
}

each_stream() { # COUNT: s00001 ...
  seq -f 's%05.0f' 1 "$1"
}

start_floor() { exec "$target/floor" "$1" "$2" "$3"; }

start_curl() {
  local name
  for name in $(each_stream "$3"); do
    curl --silent --show-error --no-buffer --output "$2/$name/audio.mp3" "http://127.0.0.1:$1/$name" &
  done
  wait
}

# Asks for titles (its default) and cuts on the clock each half minute.
start_ffmpeg() {
  local name
  for name in $(each_stream "$3"); do
    ffmpeg -nostdin -hide_banner -loglevel error -i "http://127.0.0.1:$1/$name" -map 0:a -c copy \
      -f segment -segment_time 30 -segment_atclocktime 1 -segment_format mp3 "$2/$name/%05d.mp3" &
  done
  wait
}

# One file and a cue sheet of the titles, no tracks: its cut at a title decodes audio to look for silence, which costs more.
start_streamripper() {
  local name
  for name in $(each_stream "$3"); do
    streamripper "http://127.0.0.1:$1/$name" -d "$2/$name" -s -A -a audio --quiet </dev/null &
  done
  wait
}

# One script; the packets are copied (no decoder, no encoder), files are reopened each half minute. It refuses to run as root
# unless told otherwise; the buffer holds the burst.
start_liquidsoap() {
  {
    cat <<SCRIPT
settings.init.allow_root.set(true)
settings.log.stdout.set(true)
settings.log.file.set(false)
settings.log.level.set(2)
def record(name) =
  stream = input.http(id=name, max_buffer=30., "http://127.0.0.1:$1/#{name}")
  output.file(fallible=true, reopen_delay=1., reopen_when={0s or 30s}, %ffmpeg(format="mp3", %audio.copy),
    "$2/#{name}/%Y%m%d-%H%M%S.mp3", stream)
end
SCRIPT
    each_stream "$3" | sed 's/.*/record("&")/'
  } >"$2/../record.liq"
  exec liquidsoap "$2/../record.liq"
}

# The product as it is delivered: titles, cuts on the clock each half minute, its catalogue.
start_sonolog() {
  local name output=$2
  [ "$3" -gt 1 ] || output=$2/s00001 # a single source gets no folder of its own
  {
    printf '[general]\noutput_directory = %s\nsplit_minutes = 0.5\n' "$output"
    for name in $(each_stream "$3"); do
      printf '\n[%s]\ntype = stream\nurl = http://127.0.0.1:%s/%s\n' "$name" "$1" "$name"
    done
  } >"$2/../config.ini"
  cd "$2/.." && exec "$sonolog" record "$2/../config.ini"
}
