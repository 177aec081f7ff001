package dev.stanchion.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A block of code after {@code <!-- snippet: FILE NAME -->} is what stands in that file, which is
 * compiled, between {@code // snippet: NAME} and {@code // end}.
 */
class SnippetsTest {
    private static final Pattern MARK = Pattern.compile("snippet: (\\S+) (\\S+)");

    static List<Page> pages() {
        return Page.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void shouldBeAsInTheSource(Page page) throws IOException {
        for (Page.Block block : page.blocks()) {
            Matcher mark = MARK.matcher(block.comment());
            if (mark.matches()) {
                assertThat(String.join("\n", block.lines()).strip())
                        .as("snippet %s of %s", mark.group(2), page)
                        .isEqualTo(source(mark.group(1), mark.group(2)));
            }
        }
    }

    private static String source(String file, String name) throws IOException {
        List<String> taken = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(Project.root().resolve(file))) {
            if (line.strip().equals("// snippet: " + name)) {
                inside = true;
            } else if (line.strip().equals("// end")) {
                inside = false;
            } else if (inside) {
                taken.add(line);
            }
        }
        assertThat(taken).as("snippet %s of %s", name, file).isNotEmpty();
        return String.join("\n", taken).stripTrailing().stripIndent().strip();
    }
}
