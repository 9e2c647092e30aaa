package dev.sonolog.capture;

import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.BasicLineParser;
import org.apache.hc.core5.http.message.StatusLine;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * Reads the heads that stations really send: SHOUTcast's {@code ICY 200 OK} is the status line of
 * an HTTP/1.0 reply, and a line that is no header spoils only itself.
 */
final class StationLineParser extends BasicLineParser {
  private static final String ICY = "ICY ";
  private static final String HTTP = "HTTP/1.0 ";

  @Override
  public StatusLine parseStatusLine(CharArrayBuffer line) throws ParseException {
    String text = line.toString();
    if (!text.regionMatches(true, 0, ICY, 0, ICY.length())) {
      return super.parseStatusLine(line);
    }
    CharArrayBuffer rewritten = new CharArrayBuffer(line.length() + HTTP.length());
    rewritten.append(HTTP);
    rewritten.append(text.substring(ICY.length()));
    return super.parseStatusLine(rewritten);
  }

  @Override
  public Header parseHeader(CharArrayBuffer line) throws ParseException {
    if (line.indexOf(':') <= 0) {
      return new BasicHeader("X-Not-A-Header", line.toString());
    }
    return super.parseHeader(line);
  }
}
