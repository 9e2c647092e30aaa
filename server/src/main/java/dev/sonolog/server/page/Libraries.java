package dev.sonolog.server.page;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The scripts of others that the page uses, out of jars on the class path. Immutable. */
final class Libraries {
  private static final String IMPORTS = "META-INF/importmap.json";
  private static final String STATIC = "META-INF/resources/_static/";

  /** What the jars' import maps call the place of their files, and what we call it. */
  private static final String THERE = "/_static/";

  private static final String HERE = "library/";

  /** No step upwards, nothing but letters, digits and what names of packages have. */
  private static final Pattern SCRIPT =
      Pattern.compile("(?:[@\\w-][@\\w.-]*/)+[\\w-][\\w.-]*\\.js");

  private final Map<String, String> imports;

  /** What a jar tells of its names. */
  private record ImportMap(Map<String, String> imports) {}

  private Libraries(Map<String, String> imports) {
    this.imports = Collections.unmodifiableMap(imports);
  }

  static Libraries ofClassPath() throws IOException {
    Map<String, String> imports = new TreeMap<>();
    List<URL> maps = Collections.list(Libraries.class.getClassLoader().getResources(IMPORTS));
    for (URL map : maps) {
      try (InputStream in = map.openStream()) {
        JsonMapper.shared()
            .readValue(in, ImportMap.class)
            .imports()
            .forEach((name, at) -> imports.put(name, HERE + at.substring(THERE.length())));
      } catch (JacksonException | StringIndexOutOfBoundsException e) {
        throw new IOException(map + " is no import map", e);
      }
    }
    return new Libraries(imports);
  }

  Map<String, String> imports() {
    return imports;
  }

  Optional<byte[]> get(String name) throws IOException {
    if (!name.startsWith(HERE) || !SCRIPT.matcher(name).matches()) {
      return Optional.empty();
    }
    String resource = STATIC + name.substring(HERE.length());
    try (InputStream in = Libraries.class.getClassLoader().getResourceAsStream(resource)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    }
  }
}
