package dev.sonolog.server.page;

import dev.sonolog.server.access.Demand;
import dev.sonolog.server.files.MediaTypes;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.BasePath;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The page: one document at all of its addresses, which finds out by itself what to show, and the
 * files that it loads. These lie below a name that stands for their contents, so browsers may keep
 * them for ever and still never use old ones. Any platform thread.
 */
public final class PageApi {
  private static final String ASSETS = "/assets/";
  private static final String DOCUMENT = "index.html";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  /** All that has an address of its own. */
  private static final List<String> ADDRESSES =
      List.of(
          "/",
          "/recordings",
          "/recordings/{id}",
          "/sources/{name}",
          "/at/{source}/{instant}",
          "/studio",
          "/studio/{source}",
          "/status",
          "/settings");

  private final BasePath base;
  private final Optional<Path> folder;
  private @Nullable PageFiles read;

  /**
   * @param base below which everything is served
   * @param folder where its files are read anew for each request, for who works on them; usually
   *     empty, and they are those of this program
   */
  public PageApi(BasePath base, Optional<Path> folder) {
    this.base = base;
    this.folder = folder;
  }

  /** All of it. */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    ADDRESSES.forEach(it -> routes.add(page(it, _ -> document())));
    routes.add(page(ASSETS + "{version}/{name...}", this::file));
    return routes;
  }

  private static Route page(String template, Route.Handler handler) {
    return Route.quick("GET", template, Demand.ofNobody(), handler);
  }

  /** Tells a page whether it is still what the server would send. */
  public Supplier<String> version() {
    return () -> {
      try {
        return files().version();
      } catch (IOException _) { // who opens the page is told
        return "";
      }
    };
  }

  private synchronized PageFiles files() throws IOException {
    PageFiles known = read;
    if (folder.isPresent()) {
      known = PageFiles.of(folder.get());
    } else if (known == null) {
      known = PageFiles.ofProgram();
    }
    read = known;
    return known;
  }

  private Answer document() throws IOException {
    PageFiles files = files();
    String assets = base.address(ASSETS + files.version());
    String imports = imports(files, assets);
    String template =
        new String(files.get(DOCUMENT).orElseThrow(PageApi::notWhole), StandardCharsets.UTF_8);
    String document =
        template
            .replace("{{imports}}", imports)
            .replace("{{base}}", base.prefix())
            .replace("{{assets}}", assets)
            .replace("{{version}}", files.version());
    return Answer.of(200, MediaTypes.of(DOCUMENT), document.getBytes(StandardCharsets.UTF_8))
        .with("Cache-Control", "no-cache")
        .with("Content-Security-Policy", PagePolicy.allowing(imports));
  }

  private static String imports(PageFiles files, String assets) {
    Map<String, String> addresses = new LinkedHashMap<>();
    files.imports().forEach((name, at) -> addresses.put(name, assets + "/" + at));
    return JsonMapper.shared().writeValueAsString(Map.of("imports", addresses));
  }

  private static IOException notWhole() {
    return new IOException("This program is not whole: the page is missing");
  }

  private Answer file(Request request) throws IOException, ProblemException {
    PageFiles files = files();
    String name = request.variable("name");
    boolean isOfNow = request.variable("version").equals(files.version());
    Optional<byte[]> content = isOfNow || folder.isPresent() ? files.get(name) : Optional.empty();
    if (content.isEmpty() || name.equals(DOCUMENT)) {
      throw Problem.NOT_FOUND.exception("There is no such file; load the page again");
    }
    return Answer.of(200, MediaTypes.of(name), content.get())
        .with("Cache-Control", folder.isPresent() ? "no-store" : FOR_EVER);
  }
}
