package dev.sonolog.server.isr;

import dev.sonolog.archive.Recording;
import dev.sonolog.archive.excerpt.ExcerptRefusedException;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.formats.wav.WavSamples;
import dev.sonolog.server.files.ByteRange;
import dev.sonolog.server.files.ContentDisposition;
import dev.sonolog.server.files.FileAnswer;
import dev.sonolog.server.files.MediaTypes;
import dev.sonolog.server.files.ReadersOf;
import dev.sonolog.server.files.StoredFile;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Field;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.service.ClipMaker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalLong;

/**
 * ISR's {@code /api/cut} and {@code /api/clip}: pieces of a recording, in its own format or as WAV.
 * Any platform thread.
 */
final class IsrCuts {
  /** No clip is longer, in seconds. */
  private static final double LONGEST_CLIP = 600;

  private static final int HEAD = 44;
  private static final int FORMAT_LENGTH = 16;
  private static final short WHOLE_NUMBERS = 1;
  private static final short FLOATING_POINT = 3;

  private final ClipMaker clips;
  private final ReadersOf readers;

  IsrCuts(ClipMaker clips, ReadersOf readers) {
    this.clips = clips;
    this.readers = readers;
  }

  /** Which samples are meant, by ISR's arithmetic. */
  private record Piece(long from, long to) {
    static Piece of(Recording recording, double start, double end) throws ProblemException {
      int rate = recording.format().rate().hertz();
      long frames = IsrApi.samples(recording);
      long from = Math.min((long) (start * rate), frames);
      long to = Math.min((long) (end * rate), frames);
      if (to <= from) {
        throw Problem.BAD_REQUEST.exception("The range lies beyond the end of the file");
      }
      return new Piece(from, to);
    }
  }

  Answer cut(Recording recording, double start, double end)
      throws IOException, ProblemException, InterruptedException {
    Piece piece = Piece.of(recording, start, end);
    String name = recording.segment().file().getFileName().toString();
    boolean exactly = recording.format().codec() == Codec.FLAC;
    ClipMaker.Clip clip = made(() -> clips.cut(recording, piece.from(), piece.to(), exactly));
    return sent(clip, IsrClock.cutName(name, start, end));
  }

  private interface Making {
    ClipMaker.Clip make() throws IOException, ExcerptRefusedException, InterruptedException;
  }

  private static ClipMaker.Clip made(Making making)
      throws IOException, ProblemException, InterruptedException {
    try {
      return making.make();
    } catch (ExcerptRefusedException e) {
      throw Problem.UNPROCESSABLE.exception(String.valueOf(e.getMessage()));
    }
  }

  private Answer sent(ClipMaker.Clip clip, String name) throws IOException {
    StoredFile file = opened(clip);
    FileAnswer answer =
        new FileAnswer(
            FileAnswer.OK,
            List.of(
                new FileAnswer.Header("Content-Type", MediaTypes.of(name)),
                new FileAnswer.Header(
                    "Content-Disposition", ContentDisposition.attachment(name).value()),
                new FileAnswer.Header("Cache-Control", "no-store")),
            List.of(new FileAnswer.Part.Stored(new ByteRange(0, file.length()))));
    return answer(file, answer, clip::close);
  }

  private StoredFile opened(ClipMaker.Clip clip) throws IOException {
    try {
      return opened(clip.file());
    } catch (IOException e) {
      clip.close();
      throw e;
    }
  }

  private StoredFile opened(Path file) throws IOException {
    Path real = file.toRealPath();
    return StoredFile.finished(real, readers.of(real));
  }

  private static Answer answer(StoredFile file, FileAnswer answer, Answer.Held held) {
    return new Answer(
        answer.status(),
        answer.headers().stream().map(it -> new Field(it.name(), it.value())).toList(),
        OptionalLong.of(answer.bodyLength()),
        out -> file.body(answer).send(out),
        () -> {
          file.close();
          held.close();
        });
  }

  /** WAV is taken as it is; all else is decoded to 16 bits. */
  Answer clip(Recording recording, double start, double end)
      throws IOException, ProblemException, InterruptedException {
    Piece piece = Piece.of(recording, start, Math.min(end, start + LONGEST_CLIP));
    if (recording.format().codec() == Codec.PCM) {
      Path place = recording.segment().place();
      try {
        WavSamples samples = samples(place);
        return wav(opened(place), samples, piece, Answer.Held.NOTHING);
      } catch (UnsupportedFormatException _) {
        // a WAV file whose samples only a decoder knows
      }
    }
    ClipMaker.Clip clip =
        made(() -> clips.wav(recording, piece.from(), piece.to(), SampleFormat.S16));
    WavSamples samples = samples(clip.file());
    return wav(opened(clip), samples, new Piece(0, samples.frames()), clip::close);
  }

  private static WavSamples samples(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return WavSamples.find(channel);
    }
  }

  private static Answer wav(StoredFile file, WavSamples samples, Piece piece, Answer.Held held) {
    int stride = samples.channels() * samples.format().length();
    long to = Math.min(piece.to(), samples.frames());
    long length = Math.max(0, to - piece.from()) * stride;
    long begin = samples.start() + piece.from() * stride;
    FileAnswer answer =
        new FileAnswer(
            FileAnswer.OK,
            List.of(
                new FileAnswer.Header("Content-Type", "audio/wav"),
                new FileAnswer.Header("Cache-Control", "private, max-age=86400")),
            List.of(
                new FileAnswer.Part.Memory(head(samples, length)),
                new FileAnswer.Part.Stored(new ByteRange(begin, begin + length))));
    return answer(file, answer, held);
  }

  /** The shortest that a WAV file can have. */
  private static byte[] head(WavSamples samples, long length) {
    int width = samples.format().length();
    int stride = samples.channels() * width;
    boolean floating = samples.format() == SampleFormat.FLOAT;
    return ByteBuffer.allocate(HEAD)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(ascii("RIFF"))
        .putInt((int) (HEAD - 8 + length))
        .put(ascii("WAVEfmt "))
        .putInt(FORMAT_LENGTH)
        .putShort(floating ? FLOATING_POINT : WHOLE_NUMBERS)
        .putShort((short) samples.channels())
        .putInt(samples.rate().hertz())
        .putInt(samples.rate().hertz() * stride)
        .putShort((short) stride)
        .putShort((short) (8 * width))
        .put(ascii("data"))
        .putInt((int) length)
        .array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
