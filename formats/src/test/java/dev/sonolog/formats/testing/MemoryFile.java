package dev.sonolog.formats.testing;

import dev.sonolog.formats.SegmentSink;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/** A file in memory: the sink of a muxer, and the channel of an inspection. */
public final class MemoryFile implements SegmentSink, SeekableByteChannel {
  private byte[] content = new byte[0];
  private int headLength;
  private int position;
  private int writes;

  public MemoryFile() {}

  public MemoryFile(byte[] content) {
    this.content = content.clone();
  }

  public byte[] content() {
    return content.clone();
  }

  public byte[] body() {
    return Arrays.copyOfRange(content, headLength, content.length);
  }

  /** How many times the channel was written to or truncated. */
  public int writes() {
    return writes;
  }

  @Override
  public void head(byte[] bytes) {
    if (content.length > 0) {
      throw new IllegalStateException("The head does not come first");
    }
    content = bytes.clone();
    headLength = bytes.length;
  }

  @Override
  public void append(byte[] bytes, int offset, int length) {
    content = Arrays.copyOf(content, content.length + length);
    System.arraycopy(bytes, offset, content, content.length - length, length);
  }

  @Override
  public void updateHead(byte[] head) {
    replaceHead(head);
  }

  @Override
  public void replaceHead(byte[] bytes) {
    if (bytes.length != headLength) {
      throw new IllegalStateException("The head changes its length");
    }
    System.arraycopy(bytes, 0, content, 0, bytes.length);
  }

  @Override
  public int read(ByteBuffer into) {
    if (position >= content.length) {
      return -1;
    }
    int count = Math.min(into.remaining(), content.length - position);
    into.put(content, position, count);
    position += count;
    return count;
  }

  @Override
  public int write(ByteBuffer from) {
    writes++;
    int count = from.remaining();
    content = Arrays.copyOf(content, Math.max(content.length, position + count));
    from.get(content, position, count);
    position += count;
    return count;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long to) {
    position = Math.toIntExact(to);
    return this;
  }

  @Override
  public long size() {
    return content.length;
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    writes++;
    content = Arrays.copyOf(content, (int) Math.min(content.length, size));
    position = Math.min(position, content.length);
    return this;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
