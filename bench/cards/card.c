/* A sound card that is software and keeps real time: its crystal is the monotonic clock, its audio a file that it plays in a
 * loop. A read is a system call that copies from the page cache, as a read from a card's driver is one, so nothing of the
 * audio counts as memory of the recorder. Whoever does not come within the buffer's time has an overrun, and loses what was
 * captured until the restart.
 *
 * Definition: type bench_card, rate, channels, format, buffer (milliseconds), material (raw audio), ledger (written here).
 * The ledger is a few 64-bit numbers that are kept while the card runs, so that they are there however the recorder ends.
 */
#define _GNU_SOURCE
#include <alsa/asoundlib.h>
#include <alsa/pcm_external.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#define NANOS 1000000000LL

/* A driver tells of a period a moment behind its end. */
#define INTERRUPT_NANOS 100000

struct ledger {
  int64_t origin;   /* when frame 0 was captured, on the monotonic clock */
  int64_t starts;
  int64_t overruns;
  int64_t taken;    /* frames that were read */
  int64_t last;     /* number of the frame behind the last one read, on the timeline that began at the origin */
  int64_t fullest;  /* most frames that ever waited to be read */
};

struct card {
  snd_pcm_ioplug_t io;
  int material;
  int64_t loop; /* frames of the material */
  size_t frame; /* bytes */
  struct ledger *ledger;
  int64_t started; /* when the first frame since the start was captured */
  int64_t first;   /* its number on the timeline */
  int64_t taken;   /* frames read since the start */
  int64_t least;   /* frames that wake the reader */
};

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * NANOS + t.tv_nsec;
}

static int64_t frames_between(struct card *card, int64_t from, int64_t to) {
  int64_t nanos = to - from;
  return nanos / NANOS * card->io.rate + nanos % NANOS * card->io.rate / NANOS;
}

/* Frames that can be read: whole periods. A card tells its position in steps too, and a finer one would let a reader in the
 * same process fetch a frame at a time, as none does from a driver. */
static int64_t waiting(struct card *card) {
  int64_t captured = frames_between(card, card->started, now());
  return captured - captured % (int64_t)card->io.period_size - card->taken;
}

static int card_start(snd_pcm_ioplug_t *io) {
  struct card *card = io->private_data;
  struct ledger *ledger = card->ledger;
  struct itimerspec tick = {.it_interval = {0}};
  int64_t period = (int64_t)io->period_size * NANOS / io->rate, first;
  card->started = now();
  card->taken = 0;
  first = card->started + period + INTERRUPT_NANOS;
  tick.it_value.tv_sec = first / NANOS;
  tick.it_value.tv_nsec = first % NANOS;
  tick.it_interval.tv_sec = period / NANOS;
  tick.it_interval.tv_nsec = period % NANOS;
  if (timerfd_settime(io->poll_fd, TFD_TIMER_ABSTIME, &tick, NULL) < 0) return -errno;
  if (ledger->origin == 0) ledger->origin = card->started;
  card->first = frames_between(card, ledger->origin, card->started);
  ledger->starts++;
  return 0;
}

static int card_stop(snd_pcm_ioplug_t *io) {
  static const struct itimerspec never;
  return timerfd_settime(io->poll_fd, 0, &never, NULL) < 0 ? -errno : 0;
}

static int overrun(struct card *card) {
  card->ledger->overruns++;
  snd_pcm_ioplug_set_state(&card->io, SND_PCM_STATE_XRUN);
  return -EPIPE;
}

static snd_pcm_sframes_t card_pointer(snd_pcm_ioplug_t *io) {
  struct card *card = io->private_data;
  int64_t there;
  if (io->state != SND_PCM_STATE_RUNNING) return io->state == SND_PCM_STATE_XRUN ? -EPIPE : 0;
  there = waiting(card);
  if (there > card->ledger->fullest) card->ledger->fullest = there;
  return there >= (int64_t)io->buffer_size ? overrun(card) : (card->taken + there) % (int64_t)io->buffer_size;
}

static int read_fully(int file, char *to, size_t length, off_t from) {
  while (length > 0) {
    ssize_t got = pread(file, to, length, from);
    if (got <= 0) return got < 0 ? -errno : -EIO;
    to += got;
    from += got;
    length -= (size_t)got;
  }
  return 0;
}

static snd_pcm_sframes_t card_transfer(snd_pcm_ioplug_t *io, const snd_pcm_channel_area_t *areas,
                                       snd_pcm_uframes_t offset, snd_pcm_uframes_t size) {
  struct card *card = io->private_data;
  int64_t from = (card->first + card->taken) % card->loop;
  int64_t count = (int64_t)size < card->loop - from ? (int64_t)size : card->loop - from;
  char *to = (char *)areas[0].addr + areas[0].first / 8 + offset * (areas[0].step / 8);
  int error = read_fully(card->material, to, (size_t)count * card->frame, from * (off_t)card->frame);
  if (error < 0) return error;
  card->taken += count;
  card->ledger->taken += count;
  card->ledger->last = card->first + card->taken;
  return count;
}

static int card_sw_params(snd_pcm_ioplug_t *io, snd_pcm_sw_params_t *params) {
  struct card *card = io->private_data;
  snd_pcm_uframes_t least;
  int error = snd_pcm_sw_params_get_avail_min(params, &least);
  card->least = (int64_t)least;
  return error;
}

/* As with a driver, only the end of a period wakes, and only when there is as much as was asked for. */
static int card_revents(snd_pcm_ioplug_t *io, struct pollfd *fds, unsigned count, unsigned short *revents) {
  struct card *card = io->private_data;
  uint64_t ticks;
  int ticked = count == 1 && (fds->revents & POLLIN) && read(io->poll_fd, &ticks, sizeof ticks) > 0;
  *revents = ticked && waiting(card) >= card->least ? POLLIN : 0;
  return 0;
}

static int card_close(snd_pcm_ioplug_t *io) {
  struct card *card = io->private_data;
  close(io->poll_fd);
  close(card->material);
  munmap(card->ledger, sizeof *card->ledger);
  free(card);
  return 0;
}

static const snd_pcm_ioplug_callback_t callbacks = {
    .start = card_start, .stop = card_stop, .pointer = card_pointer, .transfer = card_transfer,
    .close = card_close, .sw_params = card_sw_params, .poll_revents = card_revents,
};

static int open_ledger(struct card *card, const char *path) {
  int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file < 0 || ftruncate(file, sizeof(struct ledger)) < 0) return -errno;
  card->ledger = mmap(NULL, sizeof(struct ledger), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  return card->ledger == MAP_FAILED ? -errno : 0;
}

static int open_material(struct card *card, const char *path) {
  struct stat status;
  card->material = open(path, O_RDONLY | O_CLOEXEC);
  if (card->material < 0 || fstat(card->material, &status) < 0) return -errno;
  card->loop = status.st_size / (off_t)card->frame;
  return card->loop > 0 ? 0 : -EINVAL;
}

static int constrain(snd_pcm_ioplug_t *io, unsigned rate, unsigned channels, unsigned format, unsigned buffer) {
  static const unsigned accesses[] = {SND_PCM_ACCESS_RW_INTERLEAVED};
  int error = snd_pcm_ioplug_set_param_list(io, SND_PCM_IOPLUG_HW_ACCESS, 1, accesses);
  if (error >= 0) error = snd_pcm_ioplug_set_param_list(io, SND_PCM_IOPLUG_HW_FORMAT, 1, &format);
  if (error >= 0) error = snd_pcm_ioplug_set_param_list(io, SND_PCM_IOPLUG_HW_CHANNELS, 1, &channels);
  if (error >= 0) error = snd_pcm_ioplug_set_param_list(io, SND_PCM_IOPLUG_HW_RATE, 1, &rate);
  if (error >= 0) error = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_PERIOD_BYTES, 128, buffer / 2);
  if (error >= 0) error = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_BUFFER_BYTES, 256, buffer);
  return error;
}

SND_PCM_PLUGIN_DEFINE_FUNC(bench_card) {
  struct card *card = calloc(1, sizeof *card);
  long rate = 48000, channels = 2, buffer = 500;
  const char *format_name = "S16_LE", *material = "", *ledger = "";
  snd_pcm_format_t format;
  snd_config_iterator_t i, next;
  int error;
  (void)root;
  if (card == NULL) return -ENOMEM;
  snd_config_for_each(i, next, conf) {
    snd_config_t *entry = snd_config_iterator_entry(i);
    const char *id;
    if (snd_config_get_id(entry, &id) < 0) continue;
    if (strcmp(id, "rate") == 0) snd_config_get_integer(entry, &rate);
    if (strcmp(id, "channels") == 0) snd_config_get_integer(entry, &channels);
    if (strcmp(id, "buffer") == 0) snd_config_get_integer(entry, &buffer);
    if (strcmp(id, "format") == 0) snd_config_get_string(entry, &format_name);
    if (strcmp(id, "material") == 0) snd_config_get_string(entry, &material);
    if (strcmp(id, "ledger") == 0) snd_config_get_string(entry, &ledger);
  }
  format = snd_pcm_format_value(format_name);
  if (stream != SND_PCM_STREAM_CAPTURE || format == SND_PCM_FORMAT_UNKNOWN) return -EINVAL;
  card->frame = (size_t)(snd_pcm_format_physical_width(format) / 8 * channels);
  error = open_material(card, material);
  if (error >= 0) error = open_ledger(card, ledger);
  if (error < 0) {
    SNDERR("bench_card: %s or %s: %s", material, ledger, strerror(-error));
    return error;
  }
  card->io.version = SND_PCM_IOPLUG_VERSION;
  card->io.name = "Bench card";
  card->io.callback = &callbacks;
  card->io.private_data = card;
  card->io.poll_fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  card->io.poll_events = POLLIN;
  error = snd_pcm_ioplug_create(&card->io, name, stream, mode);
  if (error < 0) return error;
  error = constrain(&card->io, (unsigned)rate, (unsigned)channels, (unsigned)format,
                    (unsigned)(rate * buffer / 1000) * (unsigned)card->frame);
  *pcmp = card->io.pcm;
  return error;
}

SND_PCM_PLUGIN_SYMBOL(bench_card);
