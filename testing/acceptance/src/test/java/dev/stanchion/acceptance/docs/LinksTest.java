package dev.stanchion.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link of every page leads to a file that exists, and to a heading in it. */
class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("(https?|mailto):.*");
    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*?)\\s*");

    static List<Page> pages() {
        return Page.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void shouldLeadSomewhere(Page page) {
        List<String> broken = new ArrayList<>();
        for (String line : page.prose()) {
            LINK.matcher(line)
                    .results()
                    .map(MatchResult::group)
                    .map(link -> link.substring(2, link.length() - 1))
                    .filter(target -> !ELSEWHERE.matcher(target).matches())
                    .filter(target -> !exists(page, target))
                    .forEach(broken::add);
        }
        assertThat(broken).as("broken links of %s", page).isEmpty();
    }

    private static boolean exists(Page page, String target) {
        int hash = target.indexOf('#');
        String path = hash < 0 ? target : target.substring(0, hash);
        Path file = path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
        return Files.exists(file)
                && (hash < 0 || anchors(Page.read(file)).contains(target.substring(hash + 1)));
    }

    /** Returns an anchor as GitHub makes it: small letters, dashes for blanks, no punctuation. */
    private static List<String> anchors(Page page) {
        List<String> anchors = new ArrayList<>();
        for (String line : page.prose()) {
            var heading = HEADING.matcher(line);
            if (heading.matches()) {
                String anchor =
                        heading.group(1)
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                                .replace(' ', '-');
                long before = anchors.stream().filter(other -> other.equals(anchor)).count();
                anchors.add(before == 0 ? anchor : anchor + "-" + before);
            }
        }
        return anchors;
    }
}
