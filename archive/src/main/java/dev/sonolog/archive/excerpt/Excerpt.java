package dev.sonolog.archive.excerpt;

import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.Progress;
import dev.sonolog.archive.SeenTitle;
import dev.sonolog.archive.StoredRun;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.SegmentTags;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes one excerpt. Made for one; one thread. */
final class Excerpt {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss", Locale.ROOT);

  /** Progress is told that often, in bytes. */
  private static final long STEP = 256 << 10;

  private final ExcerptPlan plan;
  private final GapPolicy gaps;
  private final ZoneId zone;
  private final SegmentSource segments;
  private final CatalogueView view;
  private final ExcerptOutput output;
  private final Consumer<Progress> progress;
  private final List<ExcerptResult.Written> files = new ArrayList<>();
  private final String identity = "excerpt-" + UUID.randomUUID();
  private final long estimated;
  private long read;
  private long told;
  private @Nullable Splice splice;
  private String name = "";
  private long settling;

  /** Samples that were put in front of the file's first slice. */
  private long extended;

  private @Nullable Stretch begun;

  Excerpt(
      ExcerptPlan plan,
      GapPolicy gaps,
      ZoneId zone,
      SegmentSource segments,
      CatalogueView view,
      ExcerptOutput output,
      Consumer<Progress> progress) {
    this.plan = plan;
    this.gaps = gaps;
    this.zone = zone;
    this.segments = segments;
    this.view = view;
    this.output = output;
    this.progress = progress;
    this.estimated = plan.stretches().stream().mapToLong(Excerpt::bytes).sum();
  }

  private static long bytes(Stretch stretch) {
    return stretch.slices().stream().mapToLong(Excerpt::bytes).sum();
  }

  private static long bytes(Slice slice) {
    return slice
        .segment()
        .content()
        .map(c -> Math.round((double) c.bytes() * slice.samples() / Math.max(1, c.samples())))
        .orElse(0L);
  }

  ExcerptResult write() throws IOException, ExcerptRefusedException {
    check();
    for (Stretch stretch : plan.stretches()) {
      if (splice != null && gaps == GapPolicy.SEPARATE) {
        end();
      }
      add(stretch);
    }
    end();
    return new ExcerptResult(plan, gaps, files);
  }

  // --- what cannot be

  private void check() throws ExcerptRefusedException {
    List<Stretch> stretches = plan.stretches();
    if (stretches.isEmpty()) {
      throw new ExcerptRefusedException("Nothing of this span was recorded, or is there any more");
    }
    if (gaps != GapPolicy.SEPARATE) {
      checkOneFormat(stretches);
    } else if (stretches.size() > 1 && !output.takesMany()) {
      throw new ExcerptRefusedException(
          "This span consists of "
              + stretches.size()
              + " stretches with something missing between them, or of different formats: ask for"
              + " separate files (a zip), for silence, or for closed gaps");
    }
  }

  private static void checkOneFormat(List<Stretch> stretches) throws ExcerptRefusedException {
    AudioFormat first = stretches.getFirst().run().format();
    for (Stretch stretch : stretches) {
      if (!stretch.run().format().equals(first)) {
        throw otherFormat(first + ", later " + stretch.run().format());
      }
    }
  }

  private static ExcerptRefusedException otherFormat(String formats) {
    return new ExcerptRefusedException(
        "The format changes within this span ("
            + formats
            + "), and one file has one format: ask for separate files (a zip), or for a shorter"
            + " span");
  }

  // --- stretches

  private void add(Stretch stretch) throws IOException, ExcerptRefusedException {
    List<Slice> slices = new ArrayList<>(stretch.slices());
    if (splice == null) {
      slices = settled(stretch);
      begin(stretch, slices);
    }
    OptionalLong position = position(slices.getFirst());
    while (!slices.isEmpty()) {
      Slice slice = slices.removeFirst();
      Optional<Slice> rest = Optional.ofNullable(splice).orElseThrow().add(slice, position);
      position = OptionalLong.empty();
      if (rest.isPresent()) {
        another(stretch, rest.get(), slices);
      }
    }
  }

  private void another(Stretch stretch, Slice rest, List<Slice> slices)
      throws IOException, ExcerptRefusedException {
    if (gaps != GapPolicy.SEPARATE || !output.takesMany()) {
      throw otherFormat("its codec is set up anew at " + rest.start());
    }
    end();
    extended = 0;
    slices.addFirst(rest);
    begin(new Stretch(stretch.run(), slices), slices);
  }

  private OptionalLong position(Slice slice) {
    return gaps == GapPolicy.SILENCE
        ? OptionalLong.of(rate().samples(Duration.between(plan.from(), slice.start())))
        : OptionalLong.empty();
  }

  private SampleRate rate() {
    return plan.stretches().getFirst().run().format().rate();
  }

  /**
   * Where a file cannot tell players to drop samples, it begins so much earlier as its decoder
   * needs, in the file before if that is there: all that was asked for is exact then.
   */
  private List<Slice> settled(Stretch stretch) throws IOException {
    List<Slice> slices = new ArrayList<>(stretch.slices());
    Slice first = slices.getFirst();
    long needed = missingPreRoll(first.segment(), stretch.run().format().codec());
    long inFront = Math.min(needed, first.first());
    settling = needed;
    extended = inFront;
    if (inFront > 0) {
      slices.set(0, earlier(first, stretch.run(), inFront));
    }
    if (needed > inFront) {
      Optional<Slice> before = before(first.segment(), stretch.run(), needed - inFront);
      before.ifPresent(slices::addFirst);
      extended += before.map(Slice::samples).orElse(0L);
    }
    return slices;
  }

  /** The catalogue says it, but of what was recorded before it did. */
  private int missingPreRoll(StoredSegment segment, Codec codec) throws IOException {
    return switch (codec) {
      case MPEG_LAYER_2, AAC -> {
        int known = segment.content().map(StoredSegment.Content::missingPreRoll).orElse(0);
        yield known > 0 ? known : segments.packetFacts(segment).missingPreRoll();
      }
      case MPEG_LAYER_3, VORBIS, OPUS, FLAC, OGG_FLAC, PCM -> 0; // each file is exact alone
    };
  }

  private static Slice earlier(Slice slice, StoredRun run, long samples) {
    return new Slice(
        slice.segment(),
        slice.start().minus(run.format().rate().duration(samples)),
        slice.end(),
        slice.first() - samples,
        slice.last());
  }

  private Optional<Slice> before(StoredSegment segment, StoredRun run, long samples)
      throws IOException {
    Optional<StoredSegment> before = view.segment(run.run(), segment.number() - 1);
    if (before.isEmpty()
        || !TimelineReading.isPresent(before.get())
        || before.get().content().isEmpty()) {
      return Optional.empty();
    }
    long last = before.get().content().get().samples();
    Instant start = segment.start().minus(run.format().rate().duration(samples));
    Slice slice =
        new Slice(before.get(), start, segment.start(), Math.max(0, last - samples), last);
    boolean whole = before.get().firstSample() + last == segment.firstSample();
    return whole && slice.samples() > 0 ? Optional.of(slice) : Optional.empty();
  }

  // --- files

  private void begin(Stretch stretch, List<Slice> slices) throws IOException {
    StoredRun run = stretch.run();
    Instant start = slices.getFirst().start();
    name =
        run.source()
            + "_"
            + NAME.format(stretch.from().atZone(zone))
            + (files.isEmpty() ? "" : "_" + (files.size() + 1))
            + "."
            + run.format().codec().extension();
    SegmentTags tags =
        new SegmentTags(
            run.source(),
            run.station(),
            start.atZone(zone).toOffsetDateTime(),
            identity,
            files.size(),
            0,
            Optional.empty());
    OptionalLong expected =
        output.replacesHeads() ? OptionalLong.empty() : expected(stretch, slices);
    begun = stretch;
    splice = new Splice(segments, output.begin(name), tags, gaps, expected, this::tell);
  }

  private void end() throws IOException, ExcerptRefusedException {
    Splice ended = splice;
    if (ended == null) {
      return;
    }
    splice = null;
    if (ended.empty()) {
      throw new IOException("The files hold nothing of what the catalogue says of " + name);
    }
    ended.finish(endPosition(), chapters());
    tell();
    output.end();
    files.add(
        new ExcerptResult.Written(
            name,
            ended.format(),
            ended.start(),
            ended.samples(),
            settling,
            gaps == GapPolicy.SILENCE ? ended.early() : Math.max(0, extended - ended.offset()),
            ended.behind(),
            ended.silence(),
            ended.lost()));
  }

  /** Silence up to the end, but none for what was not on air yet. */
  private OptionalLong endPosition() {
    boolean last =
        plan.parts().getLast() instanceof Missing missing
            && missing.cause().equals(Missing.NOT_YET);
    Instant end = last ? plan.parts().getLast().from() : plan.to();
    return gaps == GapPolicy.SILENCE
        ? OptionalLong.of(rate().samples(Duration.between(plan.from(), end)))
        : OptionalLong.empty();
  }

  /** How long the file will be, where packets can be divided or are all of one length. */
  private OptionalLong expected(Stretch stretch, List<Slice> slices) throws IOException {
    boolean alone = gaps == GapPolicy.SEPARATE;
    return switch (stretch.run().format().codec()) {
      case FLAC, PCM -> OptionalLong.of(alone ? stretch.samples() : all());
      case MPEG_LAYER_3 -> OptionalLong.of(packed(slices, alone));
      case MPEG_LAYER_2, AAC, VORBIS, OPUS, OGG_FLAC ->
          OptionalLong.empty(); // no head of these tells it
    };
  }

  private long packed(List<Slice> slices, boolean alone) throws IOException {
    SegmentSource.PacketFacts facts = segments.packetFacts(slices.getFirst().segment());
    return alone ? packed(slices, facts.packetSamples(), facts.begins()) : allPacked(facts);
  }

  /** Files of ours begin with their first sample, files of others with what a decoder drops. */
  private long begins(Slice slice) throws IOException {
    return slice.segment().startFrom().isOurs()
        ? 0
        : segments.packetFacts(slice.segment()).begins();
  }

  private long all() {
    long position = 0;
    for (Stretch stretch : plan.stretches()) {
      long start = position(stretch.slices().getFirst()).orElse(0);
      position = Math.max(position, start) + stretch.samples();
    }
    return Math.max(position, endPosition().orElse(0));
  }

  /** With what stands in the place of gaps, as {@link Splice} puts it there. */
  private long allPacked(SegmentSource.PacketFacts facts) throws IOException {
    int packet = facts.packetSamples();
    long position = 0;
    long early = 0;
    Optional<Slice> newest = Optional.empty();
    for (Stretch stretch : plan.stretches()) {
      Slice first = stretch.slices().getFirst();
      long begins = begins(first);
      long entered = entered(first, packet, begins);
      boolean follows = newest.isPresent() && newest.get().isContinuedBy(first);
      boolean written = follows && entered < first.first();
      long late = (written ? packet : 0) + entered - first.first();
      OptionalLong start = position(first);
      long place = start.isPresent() ? start.getAsLong() + late + early : position;
      if (newest.isEmpty()) {
        early = Math.max(0, -place);
      }
      if (place > position || (newest.isPresent() && !follows)) {
        position += filled(place - position - facts.leadSamples(), packet) + facts.leadSamples();
      }
      position += packed(stretch.slices(), packet, begins) - (written ? packet : 0);
      newest = Optional.of(stretch.slices().getLast());
    }
    OptionalLong end = endPosition();
    return position + (end.isPresent() ? filled(end.getAsLong() + early - position, packet) : 0);
  }

  private static long filled(long wanted, int packet) {
    return wanted <= 0 ? 0 : Math.max(0, (wanted + packet / 2) / packet) * packet;
  }

  /** The samples of all packets that hold one of the slices. */
  private static long packed(List<Slice> slices, int packet, long begins) {
    long samples = 0;
    for (Slice slice : slices) {
      long end = begins + Math.ceilDiv(slice.last() - begins, packet) * packet;
      samples += Math.max(0, end - entered(slice, packet, begins));
    }
    return samples;
  }

  /** The first sample of the packet that holds the slice's, or of the first that there is. */
  private static long entered(Slice slice, int packet, long begins) {
    return begins + Math.max(0, Math.floorDiv(slice.first() - begins, packet) * packet);
  }

  private void tell(long bytes) {
    read += bytes;
    if (read - told >= STEP) {
      tell();
    }
  }

  private void tell() {
    told = read;
    progress.accept(new Progress(Path.of(name), read, Math.max(read, estimated)));
  }

  /** What stands in a head that is replaced at the end. */
  private List<Chapter> chapters() throws IOException {
    Stretch stretch = begun;
    return output.replacesHeads() && stretch != null
        ? view.together(open -> chapters(open, stretch))
        : List.of();
  }

  private static List<Chapter> chapters(CatalogueView open, Stretch stretch) throws IOException {
    List<Chapter> found = new ArrayList<>();
    SampleRate rate = stretch.run().format().rate();
    String heard = "";
    long since = 0;
    long before = 0;
    for (Slice slice : stretch.slices()) {
      for (SeenTitle title : open.titles(slice.segment())) {
        long inFile = title.sample() - slice.segment().firstSample() - slice.first() + before;
        if (inFile < before + slice.samples()) {
          add(found, rate, since, Math.max(0, inFile), heard);
          heard = title.text();
          since = Math.max(0, inFile);
        }
      }
      before += slice.samples();
    }
    add(found, rate, since, before, heard);
    return List.copyOf(found);
  }

  private static void add(
      List<Chapter> chapters, SampleRate rate, long from, long to, String title) {
    if (from < to && !title.isEmpty()) {
      chapters.add(new Chapter(rate.duration(from), rate.duration(to), title));
    }
  }
}
