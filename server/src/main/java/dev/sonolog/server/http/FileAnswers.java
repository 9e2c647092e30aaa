package dev.sonolog.server.http;

import dev.sonolog.server.files.FileAnswer;
import dev.sonolog.server.files.FileRequest;
import dev.sonolog.server.files.RangeHeader;
import dev.sonolog.server.files.StoredFile;
import java.util.List;
import java.util.OptionalLong;

/** Puts the answers about files between those of other things. */
public final class FileAnswers {
  private FileAnswers() {}

  /** What a request says of the file that it wants. */
  public static FileRequest request(Request request, RangeHeader.Mode ranges) {
    FileRequest.Method method =
        request.method().equals("HEAD") ? FileRequest.Method.HEAD : FileRequest.Method.GET;
    return new FileRequest(method, request.header()::get, ranges);
  }

  /** An answer that sends parts of an open file, which it closes. */
  public static Answer of(StoredFile file, FileAnswer answer) {
    List<Field> fields =
        answer.headers().stream()
            .filter(it -> !it.name().equalsIgnoreCase("Content-Length"))
            .map(it -> new Field(it.name(), it.value()))
            .toList();
    OptionalLong length =
        answer.header("Content-Length").stream().mapToLong(Long::parseLong).findFirst();
    return new Answer(
        answer.status(), fields, length, out -> file.body(answer).send(out), file::close);
  }
}
