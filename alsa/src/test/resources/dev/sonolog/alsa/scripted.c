/* A sound card that is software: each sample tells the number of its frame and of its channel, and a script says what
 * goes wrong and when. Its crystal is the monotonic clock, so that it loses frames exactly as a card does that nobody
 * reads: the numbers jump.
 *
 * Sample values, by format: the frame's number times 32 plus the channel, cut to the format's bits (floating-point: the
 * lower 24 bits as a whole number, divided by 2^24; 24 bits in four bytes: the upper byte is 0x5a).
 */
#define _GNU_SOURCE
#include <alsa/asoundlib.h>
#include <alsa/pcm_external.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

struct card {
  snd_pcm_ioplug_t io;
  char *fault;
  long at;     /* frames until the fault, and from one to the next */
  long next;   /* frames in all when it comes next */
  long pause;  /* milliseconds that the card needs to come back */
  long times;  /* how often the fault comes */
  long most;   /* frames that one read gives at most */
  long speed;  /* percent of the clock */
  long long origin; /* when frame 0 of the timeline was captured */
  long long started;
  long first;    /* the timeline's number of the first frame since the start */
  long captured; /* frames captured since the start */
  long taken;    /* frames read since the start */
  long total;    /* frames read in all */
  long long asleep;
  int dead;
};

static long long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void nap(long millis) {
  struct timespec t = {millis / 1000, millis % 1000 * 1000000L};
  nanosleep(&t, NULL);
}

static long frames_since(struct card *card, long long then) {
  return (long)((now() - then) / 1000 * card->io.rate / 1000000 * card->speed / 100);
}

static int is(struct card *card, const char *fault) { return strcmp(card->fault, fault) == 0; }

static int card_prepare(snd_pcm_ioplug_t *io) {
  struct card *card = io->private_data;
  if (card->dead) return -ENODEV;
  if (card->total > 0) nap(card->pause);
  card->captured = card->taken = 0;
  return 0;
}

static int card_start(snd_pcm_ioplug_t *io) {
  struct card *card = io->private_data;
  struct itimerspec tick;
  long nanos = (long)(1000000000.0 * io->period_size / io->rate * 100 / card->speed / 4);
  memset(&tick, 0, sizeof tick);
  tick.it_value.tv_nsec = tick.it_interval.tv_nsec = nanos;
  timerfd_settime(io->poll_fd, 0, &tick, NULL);
  card->started = now();
  if (card->origin == 0) card->origin = card->started;
  card->first = frames_since(card, card->origin);
  return 0;
}

static int card_stop(snd_pcm_ioplug_t *io) { return 0; }

static int due(struct card *card) { return card->times > 0 && card->total >= card->next; }

static snd_pcm_sframes_t card_pointer(snd_pcm_ioplug_t *io) {
  struct card *card = io->private_data;
  if (card->dead) return -ENODEV;
  if (due(card)) {
    if (is(card, "hang")) for (;;) pause();
    if (is(card, "silence")) return card->captured % io->buffer_size;
    card->times--;
    card->next = card->total + card->at;
    if (is(card, "pulled")) {
      card->dead = 1;
      snd_pcm_ioplug_set_state(io, SND_PCM_STATE_DISCONNECTED);
      return -ENODEV;
    }
    if (is(card, "overrun")) {
      snd_pcm_ioplug_set_state(io, SND_PCM_STATE_XRUN);
      return -EPIPE;
    }
    if (is(card, "suspend")) {
      card->asleep = now() + card->pause * 1000000LL;
      snd_pcm_ioplug_set_state(io, SND_PCM_STATE_SUSPENDED);
      return card->captured % io->buffer_size; /* the library takes an error here for an overrun */
    }
  }
  long captured = frames_since(card, card->started);
  if (captured - card->taken > (long)io->buffer_size) {
    snd_pcm_ioplug_set_state(io, SND_PCM_STATE_XRUN);
    return -EPIPE;
  }
  card->captured = captured;
  return captured % io->buffer_size;
}

static void put(struct card *card, uint8_t *at, uint32_t value) {
  float number;
  switch (card->io.format) {
    case SND_PCM_FORMAT_S16_LE: memcpy(at, &value, 2); break;
    case SND_PCM_FORMAT_S24_3LE: memcpy(at, &value, 3); break;
    case SND_PCM_FORMAT_S24_LE: memcpy(at, &value, 3); at[3] = 0x5a; break;
    case SND_PCM_FORMAT_FLOAT_LE:
      number = (float)(value & 0xffffff) / 16777216.0f;
      memcpy(at, &number, 4);
      break;
    default: memcpy(at, &value, 4);
  }
}

static snd_pcm_sframes_t card_transfer(snd_pcm_ioplug_t *io, const snd_pcm_channel_area_t *areas,
                                       snd_pcm_uframes_t offset, snd_pcm_uframes_t size) {
  struct card *card = io->private_data;
  if (card->dead) return -ENODEV;
  if (card->most > 0 && size > (snd_pcm_uframes_t)card->most) size = card->most;
  for (snd_pcm_uframes_t i = 0; i < size; i++) {
    uint32_t frame = (uint32_t)(card->first + card->taken + i);
    for (unsigned channel = 0; channel < io->channels; channel++) {
      uint8_t *base = (uint8_t *)areas[channel].addr + areas[channel].first / 8;
      put(card, base + (offset + i) * (areas[channel].step / 8), frame * 32 + channel);
    }
  }
  card->taken += size;
  card->total += size;
  return size;
}

static int card_resume(snd_pcm_ioplug_t *io) {
  struct card *card = io->private_data;
  return now() < card->asleep ? -EAGAIN : -ENOSYS;
}

static int card_revents(snd_pcm_ioplug_t *io, struct pollfd *fds, unsigned count, unsigned short *revents) {
  uint64_t ticks;
  ssize_t got = read(io->poll_fd, &ticks, sizeof ticks);
  *revents = got > 0 ? POLLIN : 0;
  return 0;
}

static int card_close(snd_pcm_ioplug_t *io) {
  struct card *card = io->private_data;
  close(io->poll_fd);
  free(card->fault);
  free(card);
  return 0;
}

static const snd_pcm_ioplug_callback_t callbacks = {
    .start = card_start, .stop = card_stop, .pointer = card_pointer, .transfer = card_transfer,
    .close = card_close, .prepare = card_prepare, .resume = card_resume, .poll_revents = card_revents,
};

static int error_named(const char *fault) {
  if (strcmp(fault, "busy") == 0) return -EBUSY;
  if (strcmp(fault, "absent") == 0) return -ENODEV;
  if (strcmp(fault, "forbidden") == 0) return -EACCES;
  if (strcmp(fault, "stuck") == 0) for (;;) pause();
  return 0;
}

SND_PCM_PLUGIN_DEFINE_FUNC(scripted) {
  struct card *card = calloc(1, sizeof *card);
  long rates = 0, channels = 0, format = -1, held = 1 << 28;
  const char *fault = "none";
  snd_config_iterator_t i, next;
  card->times = 1;
  card->speed = 100;
  snd_config_for_each(i, next, conf) {
    snd_config_t *entry = snd_config_iterator_entry(i);
    const char *id;
    if (snd_config_get_id(entry, &id) < 0) continue;
    if (strcmp(id, "fault") == 0) snd_config_get_string(entry, &fault);
    if (strcmp(id, "at") == 0) snd_config_get_integer(entry, &card->at);
    if (strcmp(id, "pause") == 0) snd_config_get_integer(entry, &card->pause);
    if (strcmp(id, "times") == 0) snd_config_get_integer(entry, &card->times);
    if (strcmp(id, "most") == 0) snd_config_get_integer(entry, &card->most);
    if (strcmp(id, "speed") == 0) snd_config_get_integer(entry, &card->speed);
    if (strcmp(id, "held") == 0) snd_config_get_integer(entry, &held);
    if (strcmp(id, "rate") == 0) snd_config_get_integer(entry, &rates);
    if (strcmp(id, "channels") == 0) snd_config_get_integer(entry, &channels);
    if (strcmp(id, "format") == 0) snd_config_get_integer(entry, &format);
  }
  int error = error_named(fault);
  if (error < 0) {
    free(card);
    return error;
  }
  card->fault = strdup(fault);
  card->next = card->at;
  card->io.version = SND_PCM_IOPLUG_VERSION;
  card->io.name = "Scripted card";
  card->io.callback = &callbacks;
  card->io.private_data = card;
  card->io.mmap_rw = 0;
  card->io.poll_fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
  card->io.poll_events = POLLIN;
  error = snd_pcm_ioplug_create(&card->io, name, stream, mode);
  if (error < 0) return error;

  static const unsigned accesses[] = {SND_PCM_ACCESS_RW_INTERLEAVED};
  unsigned formats[] = {SND_PCM_FORMAT_S16_LE, SND_PCM_FORMAT_S24_3LE, SND_PCM_FORMAT_S24_LE, SND_PCM_FORMAT_S32_LE,
                        SND_PCM_FORMAT_FLOAT_LE};
  unsigned one = (unsigned)format, rate = (unsigned)rates;
  snd_pcm_ioplug_set_param_list(&card->io, SND_PCM_IOPLUG_HW_ACCESS, 1, accesses);
  snd_pcm_ioplug_set_param_list(&card->io, SND_PCM_IOPLUG_HW_FORMAT, format < 0 ? 5 : 1, format < 0 ? formats : &one);
  snd_pcm_ioplug_set_param_minmax(&card->io, SND_PCM_IOPLUG_HW_CHANNELS, channels ? channels : 1,
                                  channels ? channels : 32);
  if (rate) snd_pcm_ioplug_set_param_list(&card->io, SND_PCM_IOPLUG_HW_RATE, 1, &rate);
  else snd_pcm_ioplug_set_param_minmax(&card->io, SND_PCM_IOPLUG_HW_RATE, 8000, 384000);
  snd_pcm_ioplug_set_param_minmax(&card->io, SND_PCM_IOPLUG_HW_PERIOD_BYTES, 64, 1 << 24);
  snd_pcm_ioplug_set_param_minmax(&card->io, SND_PCM_IOPLUG_HW_BUFFER_BYTES, 256, held);
  *pcmp = card->io.pcm;
  return 0;
}

SND_PCM_PLUGIN_SYMBOL(scripted);
