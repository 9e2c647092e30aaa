package dev.sonolog.worker;

import dev.sonolog.jobs.FileTags;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.PointerPointer;

/**
 * A file that is coded, and the muxer of libavformat that writes it. It writes this one file and no
 * other. What makes players play exactly the samples that were given goes into its head: the LAME
 * tag of MP3, the pre-skip and the last position of Opus, the edit list of M4A. Owned by one
 * thread.
 */
final class CodedFile implements AutoCloseable {
  private static final String UNWRITABLE = "The output cannot be written";

  private final Encoding encoding;
  private final AVFormatContext context = new AVFormatContext(null);
  private final AVIOContext bytes = new AVIOContext(null);
  private final AVRational base = new AVRational();
  private final AVStream stream;

  /**
   * Begins a file.
   *
   * @param file is written from its start
   */
  CodedFile(Path file, TargetShape target, AVChannelLayout layout, FileTags tags)
      throws AvException {
    encoding = new Encoding(target, layout);
    base.num(1).den(target.rate());
    try {
      AvException.check(
          "This build of FFmpeg writes no " + target.kind().word(),
          avformat.avformat_alloc_output_context2(context, null, target.muxer(), null));
      AvException.check(
          UNWRITABLE,
          avformat.avio_open2(
              bytes, "file:" + file, avformat.AVIO_FLAG_WRITE, null, (AVDictionary) null));
      context.pb(bytes);
      stream = avformat.avformat_new_stream(context, null);
      begin(target, tags);
    } catch (AvException e) {
      close();
      throw e;
    }
  }

  private void begin(TargetShape target, FileTags tags) throws AvException {
    AvException.check(
        UNWRITABLE, avcodec.avcodec_parameters_from_context(stream.codecpar(), encoding.context()));
    stream.time_base(base);
    AVDictionary metadata = new AVDictionary(null);
    put(metadata, "title", tags.title());
    put(metadata, "artist", tags.artist());
    put(metadata, "date", tags.date());
    put(metadata, "comment", tags.comment());
    context.metadata(metadata); // whose owner is the context now
    AVDictionary options = options(target);
    try {
      AvException.check(UNWRITABLE, avformat.avformat_write_header(context, options));
    } finally {
      avutil.av_dict_free(options);
    }
    avformat.avio_flush(bytes);
    checkBytes();
  }

  private static void put(AVDictionary dictionary, String key, String value) {
    if (!value.isEmpty()) {
      avutil.av_dict_set(dictionary, key, value, 0);
    }
  }

  private static AVDictionary options(TargetShape target) {
    AVDictionary options = new AVDictionary(null);
    switch (target.kind()) {
      case WAV -> put(options, "rf64", "auto");
      case M4A -> put(options, "movie_timescale", Integer.toString(target.rate()));
      case FLAC, MP3, OPUS -> {}
    }
    return options;
  }

  /** How many samples per channel were given. */
  long frames() {
    return encoding.frames();
  }

  /**
   * Adds samples.
   *
   * @param planes in the target's format
   */
  void add(PointerPointer<?> planes, int count) throws AvException {
    encoding.add(planes, count, this::write);
  }

  private void write(AVPacket packet) throws AvException {
    avcodec.av_packet_rescale_ts(packet, base, stream.time_base());
    packet.stream_index(0);
    AvException.check(UNWRITABLE, avformat.av_write_frame(context, packet));
    checkBytes();
  }

  /** What the muxers do not look at themselves. */
  private void checkBytes() throws AvException {
    AvException.check(UNWRITABLE, bytes.error());
  }

  /** Ends the file; all of it was written then. */
  void finish() throws AvException {
    encoding.finish(this::write);
    AvException.check(UNWRITABLE, avformat.av_write_trailer(context));
    avformat.avio_flush(bytes);
    checkBytes();
    AvException.check(UNWRITABLE, avformat.avio_closep(bytes));
  }

  @Override
  public void close() {
    encoding.close();
    if (!context.isNull()) {
      context.pb(null);
      avformat.avformat_free_context(context);
    }
    if (!bytes.isNull()) {
      avformat.avio_closep(bytes);
    }
    base.close();
  }
}
