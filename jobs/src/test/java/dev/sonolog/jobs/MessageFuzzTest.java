package dev.sonolog.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

class MessageFuzzTest {
  /** Only an IOException, always progress; what is read can be written, and is the same then. */
  @FuzzTest
  void anyBytesAreMessagesOrRefused(byte[] bytes) {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    MessageReader reader = new MessageReader(in);
    try {
      for (Optional<Message> next = reader.next(); next.isPresent(); next = reader.next()) {
        byte[] again = written(next.get());
        Message read = new MessageReader(new ByteArrayInputStream(again)).next().orElseThrow();
        assertThat(written(read)).isEqualTo(again);
      }
    } catch (IOException refused) {
      assertThat(in.available()).isLessThan(Math.max(1, bytes.length));
    }
  }

  private static byte[] written(Message message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new MessageWriter(out).write(message);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }
}
