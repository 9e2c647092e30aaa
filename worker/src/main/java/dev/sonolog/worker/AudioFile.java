package dev.sonolog.worker;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.PointerPointer;

/**
 * A file as FFmpeg's demuxers see it, and the audio stream in it that FFmpeg prefers. It may open
 * this one file and no other, whatever the file says: playlists lead nowhere. Owned by one thread.
 */
final class AudioFile implements AutoCloseable {
  private final AVFormatContext context;
  private final AVIOContext bytes;
  private final AVStream stream;
  private final AVCodec codec;

  private AudioFile(AVFormatContext context, AVIOContext bytes, AVStream stream, AVCodec codec) {
    this.context = context;
    this.bytes = bytes;
    this.stream = stream;
    this.codec = codec;
  }

  /**
   * Opens a file.
   *
   * @throws AvException if it cannot be read, or holds no audio that FFmpeg can decode
   */
  static AudioFile open(Path file) throws AvException {
    AVIOContext bytes = new AVIOContext(null);
    AvException.check(
        "The file cannot be opened",
        avformat.avio_open2(
            bytes, "file:" + file, avformat.AVIO_FLAG_READ, null, (AVDictionary) null));
    AVFormatContext context = avformat.avformat_alloc_context();
    context.pb(bytes);
    try {
      openInput(context, file);
      return withStream(context, bytes);
    } catch (AvException e) {
      avformat.avformat_close_input(context);
      avformat.avio_closep(bytes);
      throw e;
    }
  }

  private static void openInput(AVFormatContext context, Path file) throws AvException {
    AVDictionary options = new AVDictionary(null);
    avutil.av_dict_set(options, "protocol_whitelist", "none", 0);
    try {
      AvException.check(
          "No audio file that FFmpeg knows",
          avformat.avformat_open_input(context, file.toString(), null, options));
    } finally {
      avutil.av_dict_free(options);
    }
    AvException.check(
        "What the file holds cannot be found out",
        avformat.avformat_find_stream_info(context, (PointerPointer<?>) null));
  }

  private static AudioFile withStream(AVFormatContext context, AVIOContext bytes)
      throws AvException {
    PointerPointer<AVCodec> found = new PointerPointer<>(1);
    int index =
        AvException.check(
            "The file holds no audio that FFmpeg can decode",
            avformat.av_find_best_stream(context, avutil.AVMEDIA_TYPE_AUDIO, -1, -1, found, 0));
    for (int i = 0; i < context.nb_streams(); i++) {
      if (i != index) {
        context.streams(i).discard(avcodec.AVDISCARD_ALL);
      }
    }
    return new AudioFile(context, bytes, context.streams(index), found.get(AVCodec.class, 0));
  }

  AVStream stream() {
    return stream;
  }

  AVCodec codec() {
    return codec;
  }

  String codecName() {
    return avcodec.avcodec_get_name(stream.codecpar().codec_id()).getString();
  }

  /** How many samples per channel its head lets expect, at a rate. */
  OptionalLong expectedFrames(int rate) {
    if (stream.duration() > 0) {
      AVRational base = stream.time_base();
      return OptionalLong.of(
          avutil.av_rescale(stream.duration(), (long) rate * base.num(), base.den()));
    }
    return context.duration() > 0
        ? OptionalLong.of(avutil.av_rescale(context.duration(), rate, avutil.AV_TIME_BASE))
        : OptionalLong.empty();
  }

  /**
   * Reads the next packet of the audio.
   *
   * @return false at the end, or where nothing more can be read
   */
  boolean read(AVPacket packet) {
    while (avformat.av_read_frame(context, packet) >= 0) {
      if (packet.stream_index() == stream.index()) {
        return true;
      }
      avcodec.av_packet_unref(packet);
    }
    return false;
  }

  @Override
  public void close() {
    avformat.avformat_close_input(context);
    avformat.avio_closep(bytes);
  }
}
