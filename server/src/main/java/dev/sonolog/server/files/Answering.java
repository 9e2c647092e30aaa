package dev.sonolog.server.files;

import dev.sonolog.server.files.FileAnswer.Header;
import dev.sonolog.server.files.FileAnswer.Part;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes the answer to one request for one content. Touches no disk. */
final class Answering {
  private static final byte[] LEGACY_UNSATISFIABLE =
      "Range Not Satisfiable".getBytes(StandardCharsets.US_ASCII);

  private final Content content;
  private final FileRequest request;
  private final Presentation presentation;
  private final Instant now;
  private final List<Header> headers = new ArrayList<>();

  Answering(Content content, FileRequest request, Presentation presentation, Instant now) {
    this.content = content;
    this.request = request;
    this.presentation = presentation;
    this.now = now;
  }

  FileAnswer answer() {
    return switch (new Conditions(request, content, now).verdict()) {
      case FAILED -> failed();
      case NOT_MODIFIED -> notModified();
      case SEND_WHOLE -> whole();
      case SEND -> asked();
    };
  }

  private FileAnswer asked() {
    RangeHeader.Asked asked =
        request
            .range()
            .map(value -> RangeHeader.asked(value, content.length(), request.ranges()))
            .orElse(new RangeHeader.Asked.Whole());
    return switch (asked) {
      case RangeHeader.Asked.Whole _ -> whole();
      case RangeHeader.Asked.Unsatisfiable _ -> unsatisfiable();
      case RangeHeader.Asked.Pieces(var ranges) ->
          ranges.size() == 1 ? piece(ranges.getFirst()) : pieces(ranges);
    };
  }

  // --- the content

  private FileAnswer whole() {
    List<Part> all = content.length() == 0 ? List.of() : parts(new ByteRange(0, content.length()));
    return content(FileAnswer.OK, presentation.mediaType(), all);
  }

  private FileAnswer piece(ByteRange range) {
    add("Content-Range", range.contentRange(content.length()));
    return content(FileAnswer.PARTIAL, presentation.mediaType(), parts(range));
  }

  private FileAnswer pieces(List<ByteRange> ranges) {
    Multipart multipart = new Multipart(presentation.mediaType(), content.length());
    for (ByteRange range : ranges) {
      multipart.add(range, parts(range));
    }
    return content(FileAnswer.PARTIAL, multipart.mediaType(), multipart.parts());
  }

  private FileAnswer content(int status, String mediaType, List<Part> parts) {
    add("Content-Type", mediaType);
    add("Accept-Ranges", "bytes");
    presentation.disposition().ifPresent(it -> add("Content-Disposition", it.value()));
    addValidators();
    return withLength(status, parts);
  }

  /** The bytes of a range: those of the head from memory, all others from the file. */
  private List<Part> parts(ByteRange range) {
    byte[] head = content.snapshot().head();
    List<Part> parts = new ArrayList<>();
    if (range.first() < head.length) {
      int end = (int) Math.min(range.end(), head.length);
      parts.add(new Part.Memory(Arrays.copyOfRange(head, (int) range.first(), end)));
    }
    if (range.end() > head.length) {
      long first = Math.max(range.first(), head.length);
      parts.add(new Part.Stored(new ByteRange(first, range.end())));
    }
    return parts;
  }

  // --- no content

  private FileAnswer notModified() {
    addValidators();
    return new FileAnswer(FileAnswer.NOT_MODIFIED, headers, List.of());
  }

  private FileAnswer failed() {
    addValidators();
    return withLength(FileAnswer.PRECONDITION_FAILED, List.of());
  }

  private FileAnswer unsatisfiable() {
    add("Content-Range", "bytes */" + content.length());
    add("Accept-Ranges", "bytes");
    return switch (request.ranges()) {
      case STANDARD -> withLength(FileAnswer.UNSATISFIABLE, List.of());
      case LEGACY -> {
        add("Content-Type", "text/plain");
        yield withLength(FileAnswer.UNSATISFIABLE, List.of(new Part.Memory(LEGACY_UNSATISFIABLE)));
      }
    };
  }

  // --- headers

  private void addValidators() {
    add("ETag", content.tag().text());
    add("Last-Modified", HttpDate.text(lastModified()));
    add("Cache-Control", presentation.cacheControl());
  }

  /** None lies in the future (RFC 9110, 8.8.2.1). */
  private Instant lastModified() {
    return content.modified().isAfter(now) ? now : content.modified();
  }

  private FileAnswer withLength(int status, List<Part> parts) {
    long length = parts.stream().mapToLong(Part::length).sum();
    add("Content-Length", Long.toString(length));
    boolean bodied = request.method() == FileRequest.Method.GET;
    return new FileAnswer(status, headers, bodied ? parts : List.of());
  }

  private void add(String name, String value) {
    headers.add(new Header(name, value));
  }
}
