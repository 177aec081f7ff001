package dev.stanchion.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
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

    private static final int MAX_SCRIPT_BYTES = 180 * 1024;
    private static final int MAX_STYLE_BYTES = 18 * 1024;
    private static final int MAX_COMPRESSED_BYTES = 110 * 1024;
    private static final int MAX_FIRST_COMPRESSED_BYTES = 30 * 1024;

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
        assertThat(bytes.get("css")).isLessThanOrEqualTo(MAX_STYLE_BYTES);
        assertThat(compressed(name -> true)).isLessThanOrEqualTo(MAX_COMPRESSED_BYTES);
        assertThat(compressed(OwnFilesTest::isFirst))
                .isLessThanOrEqualTo(MAX_FIRST_COMPRESSED_BYTES);
    }

    /**
     * Returns whether a browser loads it before it shows a view. The library of charts comes with a
     * chart.
     */
    private static boolean isFirst(String name) {
        return name.matches(
                "index\\.html|app\\.css|app/.*|parts/html\\.js" + "|vendor/(preact|hooks|htm).*js");
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
