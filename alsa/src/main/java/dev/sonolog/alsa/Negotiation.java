package dev.sonolog.alsa;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.sonolog.capture.CaptureFailure;
import dev.sonolog.formats.pcm.SampleFormat;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Agrees with an opened device on what it will give. Exact or not at all: a rate, a number of
 * channels or a format that it does not have is refused with those that it has. Used once, on the
 * thread that opened the device.
 */
final class Negotiation {
  private static final int INTERLEAVED = 3;
  private static final int MONOTONIC = 1;

  private static final int PERIODS_PER_SECOND = 12;
  private static final int BUFFER_SECONDS = 2;

  /** What is listed of a card; any other that it has can be asked for all the same. */
  private static final int[] USUAL_RATES = {
    8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200, 96_000,
    176_400, 192_000, 352_800, 384_000, 705_600, 768_000
  };

  private final AlsaPcm pcm;
  private final MemorySegment hardware;
  private final MemorySegment number;

  Negotiation(AlsaPcm pcm) throws IOException {
    this.pcm = pcm;
    hardware = pcm.allocate(pcm.alsa().callLong("snd_pcm_hw_params_sizeof"));
    number = pcm.allocate(8);
    pcm.require("snd_pcm_hw_params_any", hardware);
  }

  /** What the device has, of that which is not agreed on yet. */
  Abilities abilities() throws IOException {
    return new Abilities(
        channels("snd_pcm_hw_params_get_channels_min"),
        channels("snd_pcm_hw_params_get_channels_max"),
        rates(),
        formats());
  }

  /**
   * Agrees and prepares.
   *
   * @throws CaptureFailure if the device does not have what is wanted
   */
  Agreement agree(Tuning tuning) throws IOException {
    interleave();
    pcm.require("snd_pcm_hw_params_set_rate_resample", hardware, 0);
    agreeOnChannels(tuning.channels());
    agreeOnRate(tuning.rate().hertz());
    HardwareFormat format = agreeOnFormat(tuning);
    SampleFormat recorded = recorded(format, tuning);
    agreeOnSizes(tuning.rate().hertz());
    pcm.require("snd_pcm_hw_params", hardware);
    Agreement agreement =
        new Agreement(
            tuning.rate().hertz(),
            tuning.channels(),
            format,
            recorded,
            frames("snd_pcm_hw_params_get_period_size", number),
            frames("snd_pcm_hw_params_get_buffer_size"));
    prepare(agreement);
    return agreement;
  }

  private void interleave() throws IOException {
    if (set("access", INTERLEAVED) < 0) {
      throw refused("gives its channels apart from each other only; use it as plug" + pcm.name());
    }
  }

  private void agreeOnChannels(int channels) throws IOException {
    if (set("channels", channels) < 0) {
      throw refused("has " + abilities().channelsText() + ", not " + channels);
    }
  }

  private void agreeOnRate(int hertz) throws IOException {
    if (pcm.call("snd_pcm_hw_params_set_rate", hardware, hertz, 0) < 0) {
      throw refused("has no " + hertz + " Hz: it has " + abilities().ratesText());
    }
  }

  private HardwareFormat agreeOnFormat(Tuning tuning) throws IOException {
    for (HardwareFormat format : candidates(tuning)) {
      if (has(format) && suits(format, tuning)) {
        pcm.require("snd_pcm_hw_params_set_format", hardware, format.number());
        return format;
      }
    }
    String wanted = tuning.sampleFormat().map(SampleFormat::word).orElse("format to record");
    throw refused("has no " + wanted + ": it has " + abilities().formatsText());
  }

  /** The best first. A card of 24 bits is often one that gives them as the upper three bytes. */
  private static List<HardwareFormat> candidates(Tuning tuning) {
    List<HardwareFormat> candidates = new ArrayList<>();
    if (tuning.sampleFormat().isPresent()) {
      SampleFormat wanted = tuning.sampleFormat().get();
      candidates.addAll(HardwareFormat.holding(wanted));
      if (wanted == SampleFormat.S24) {
        candidates.add(HardwareFormat.S32_LE);
      }
      return candidates;
    }
    candidates.addAll(
        List.of(HardwareFormat.S32_LE, HardwareFormat.S24_3LE, HardwareFormat.S24_LE));
    if (tuning.takesFloat()) {
      candidates.add(HardwareFormat.FLOAT_LE);
    }
    candidates.add(HardwareFormat.S16_LE);
    return candidates;
  }

  private boolean suits(HardwareFormat format, Tuning tuning) throws IOException {
    boolean narrowed =
        format == HardwareFormat.S32_LE
            && tuning.sampleFormat().equals(Optional.of(SampleFormat.S24));
    return !narrowed || usedBits(format) <= SampleFormat.S24.bits();
  }

  private SampleFormat recorded(HardwareFormat format, Tuning tuning) throws IOException {
    boolean open = !tuning.sampleFormat().equals(Optional.of(SampleFormat.S32));
    return format == HardwareFormat.S32_LE && open && usedBits(format) <= SampleFormat.S24.bits()
        ? SampleFormat.S24
        : format.content();
  }

  /** The bits that a card's converter fills, the lower ones being 0. */
  private int usedBits(HardwareFormat format) throws IOException {
    MemorySegment trial = pcm.allocate(hardware.byteSize()).copyFrom(hardware);
    pcm.require("snd_pcm_hw_params_set_format", trial, format.number());
    int bits = pcm.alsa().call("snd_pcm_hw_params_get_sbits", trial);
    return bits > 0 ? bits : format.content().bits();
  }

  private void agreeOnSizes(int hertz) throws IOException {
    number.set(JAVA_LONG, 0, hertz / PERIODS_PER_SECOND);
    pcm.require("snd_pcm_hw_params_set_period_size_near", hardware, number, MemorySegment.NULL);
    number.set(JAVA_LONG, 0, (long) hertz * BUFFER_SECONDS);
    pcm.require("snd_pcm_hw_params_set_buffer_size_near", hardware, number);
  }

  /** Time stamps are welcome, and not every device has them. */
  private void prepare(Agreement agreement) throws IOException {
    MemorySegment software = pcm.allocate(pcm.alsa().callLong("snd_pcm_sw_params_sizeof"));
    pcm.require("snd_pcm_sw_params_current", software);
    pcm.require("snd_pcm_sw_params_set_avail_min", software, (long) agreement.period());
    pcm.call("snd_pcm_sw_params_set_tstamp_mode", software, 1);
    pcm.call("snd_pcm_sw_params_set_tstamp_type", software, MONOTONIC);
    pcm.require("snd_pcm_sw_params", software);
  }

  private int set(String what, int value) throws IOException {
    return pcm.call("snd_pcm_hw_params_set_" + what, hardware, value);
  }

  private boolean has(HardwareFormat format) throws IOException {
    return pcm.call("snd_pcm_hw_params_test_format", hardware, format.number()) >= 0;
  }

  private int channels(String function) throws IOException {
    pcm.alsa().call(function, hardware, number);
    return number.get(JAVA_INT, 0);
  }

  private int frames(String function, MemorySegment... direction) throws IOException {
    MemorySegment frames = pcm.allocate(ADDRESS.byteSize());
    int error =
        direction.length == 0
            ? pcm.alsa().call(function, hardware, frames)
            : pcm.alsa().call(function, hardware, frames, direction[0]);
    if (error < 0) {
      throw new PcmFailure(-error, pcm.name() + ": " + function);
    }
    return Math.toIntExact(frames.get(JAVA_LONG, 0));
  }

  private List<Integer> rates() throws IOException {
    List<Integer> rates = new ArrayList<>();
    for (int rate : USUAL_RATES) {
      if (pcm.call("snd_pcm_hw_params_test_rate", hardware, rate, 0) >= 0) {
        rates.add(rate);
      }
    }
    return rates;
  }

  private List<SampleFormat> formats() throws IOException {
    List<SampleFormat> formats = new ArrayList<>();
    for (HardwareFormat format : HardwareFormat.values()) {
      if (has(format) && !formats.contains(format.content())) {
        formats.add(format.content());
      }
    }
    return formats;
  }

  private CaptureFailure refused(String why) {
    return new CaptureFailure(CaptureFailure.Kind.UNSUPPORTED, pcm.name() + " " + why);
  }
}
