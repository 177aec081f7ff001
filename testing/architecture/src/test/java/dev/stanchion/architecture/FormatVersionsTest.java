package dev.stanchion.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The guide to upgrades lists every format that has a version, with the version of the code; and
 * there is a file that the newest version has written in each of them.
 */
class FormatVersionsTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern CONSTANT =
            Pattern.compile("static final \\w+ (?:VERSION|FORMAT) = \"?(\\d+)\"?;");
    private static final Pattern ROW = Pattern.compile("^\\|[^|]*\\|([^|]*)\\| (\\d+) \\|$");
    private static final Pattern CLASS = Pattern.compile("`(\\w+)`");

    @Test
    void shouldListEveryFormatWithItsVersion() throws IOException {
        // given
        Map<String, String> listed = new TreeMap<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/guide/upgrading.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                CLASS.matcher(row.group(1))
                        .results()
                        .forEach(each -> listed.put(each.group(1), row.group(2)));
            }
        }

        // then
        assertThat(listed).isEqualTo(versionsOfTheCode());
    }

    /** Who raises a version adds a fixture of it, and keeps the one of the version before. */
    @Test
    void shouldHaveAFixtureOfEveryFormat() throws IOException {
        // given
        Path newest;
        try (Stream<Path> versions = Files.list(ROOT.resolve("stanchion-cli/src/test/fixtures"))) {
            newest = versions.max(Path::compareTo).orElseThrow();
        }
        Map<String, String> found = new TreeMap<>();
        for (String line : Files.readAllLines(newest.resolve("formats.txt"))) {
            String[] words = line.split(" ", -1);
            found.put(words[0], words[1]);

            // then
            assertThat(newest.resolve(words[2])).exists();
        }
        assertThat(found).isEqualTo(versionsOfTheCode());
    }

    private static Map<String, String> versionsOfTheCode() throws IOException {
        Map<String, String> versions = new TreeMap<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path sources : modules.map(each -> each.resolve("src/main/java")).toList()) {
                if (Files.isDirectory(sources)) {
                    addVersions(sources, versions);
                }
            }
        }
        return versions;
    }

    private static void addVersions(Path sources, Map<String, String> versions) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(each -> each.toString().endsWith(".java"))
                    .forEach(file -> {
                        Matcher constant = CONSTANT.matcher(text(file));
                        if (constant.find()) {
                            String name = file.getFileName().toString();
                            versions.put(name.substring(0, name.indexOf('.')), constant.group(1));
                        }
                    });
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
