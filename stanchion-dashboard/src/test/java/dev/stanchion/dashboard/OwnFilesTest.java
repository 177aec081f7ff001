package dev.stanchion.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What a page under a strict policy must not have, and how large it may become. */
class OwnFilesTest {
    private static final List<String> FORBIDDEN =
            List.of(
                    "innerHTML",
                    "outerHTML",
                    "insertAdjacentHTML",
                    "document.write",
                    "eval(",
                    "new Function",
                    "style=",
                    "http://",
                    "https://",
                    "javascript:");

    private static final int MAX_SCRIPT_BYTES = 200 * 1024;
    private static final int MAX_COMPRESSED_BYTES = 120 * 1024;
    private static final int MAX_FIRST_SCRIPT_BYTES = 52 * 1024;
    private static final int MAX_FIRST_STYLE_BYTES = 14 * 1024;
    private static final int MAX_LATER_STYLE_BYTES = 8 * 1024;
    private static final int MAX_FRAME_COMPRESSED_BYTES = 30 * 1024;
    private static final int MAX_FIRST_FILES = 12;

    private static final Pattern IMPORTED = Pattern.compile("(?m)^import .*? from \"(.+?)\";$");
    private static final Pattern ANNOUNCED =
            Pattern.compile("modulepreload\" href=\"@build@/(.+?)\"");

    @Test
    void shouldHaveNothingThatInjectsMarkupOrLeavesTheServer() {
        PageFiles.own()
                .forEach((name, bytes) ->
                        assertThat(new String(bytes, UTF_8)).as(name).doesNotContain(FORBIDDEN));
    }

    @Test
    void shouldStaySmall() {
        // when
        Map<String, Integer> bytes = new TreeMap<>();
        PageFiles.own()
                .forEach((name, content) ->
                        bytes.merge(
                                name.substring(name.lastIndexOf('.') + 1),
                                content.length,
                                Integer::sum));

        // then
        assertThat(bytes.get("js")).isLessThanOrEqualTo(MAX_SCRIPT_BYTES);
        assertThat(compressed(name -> true)).isLessThanOrEqualTo(MAX_COMPRESSED_BYTES);
    }

    @Test
    void shouldLoadFewFilesForTheFirstView() {
        // when
        Set<String> files = new TreeSet<>(Set.of("index.html", "app.css"));
        addImports("app/main.js", files);
        assertThat(compressed(files::contains)).isLessThanOrEqualTo(MAX_FRAME_COMPRESSED_BYTES);
        addImports("views/flow.js", files);

        // then
        assertThat(files).hasSizeLessThanOrEqualTo(MAX_FIRST_FILES);
    }

    @Test
    void shouldLoadLittleOfItsOwnForTheFirstView() {
        // when
        Set<String> files = new TreeSet<>();
        addImports("app/main.js", files);
        addImports("views/flow.js", files);

        // then
        Map<String, byte[]> own = PageFiles.own();
        int bytes =
                files.stream()
                        .filter(own::containsKey)
                        .mapToInt(name -> own.get(name).length)
                        .sum();
        assertThat(bytes).isLessThanOrEqualTo(MAX_FIRST_SCRIPT_BYTES);
        assertThat(own.get("app.css")).hasSizeLessThanOrEqualTo(MAX_FIRST_STYLE_BYTES);
        assertThat(own.get("views.css")).hasSizeLessThanOrEqualTo(MAX_LATER_STYLE_BYTES);
    }

    @Test
    void shouldAnnounceTheModulesOfTheFirstView() {
        // given
        String page = new String(PageFiles.all().get("index.html"), UTF_8);
        Set<String> announced = new TreeSet<>(Set.of("app/main.js"));
        ANNOUNCED.matcher(page).results().forEach(found -> announced.add(found.group(1)));

        // when
        Set<String> needed = new TreeSet<>();
        addImports("app/main.js", needed);
        addImports("views/flow.js", needed);

        // then
        assertThat(announced).isEqualTo(needed);
    }

    /** Adds a module, and all that it imports before it runs. */
    private static void addImports(String module, Set<String> files) {
        if (files.add(module)) {
            String text = new String(PageFiles.all().get(module), UTF_8);
            IMPORTED.matcher(text)
                    .results()
                    .map(found -> Path.of(module).resolveSibling(found.group(1)).normalize())
                    .forEach(imported -> addImports(imported.toString().replace('\\', '/'), files));
        }
    }

    private static int compressed(Predicate<String> wanted) {
        return PageFiles.all().entrySet().stream()
                .filter(file -> wanted.test(file.getKey()))
                .mapToInt(file -> compressed(file.getValue()))
                .sum();
    }

    private static int compressed(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail", e);
        }
        return bytes.size();
    }
}
