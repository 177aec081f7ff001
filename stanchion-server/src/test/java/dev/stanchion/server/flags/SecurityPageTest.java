package dev.stanchion.server.flags;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docs/security.md} are files that the server takes. */
class SecurityPageTest {
    private static final Pattern EXAMPLE =
            Pattern.compile("```\\n((?:authorization|tls) .*?)```", Pattern.DOTALL);

    @TempDir private Path folder;

    @Test
    void shouldShowFilesThatWork() throws IOException {
        // given
        String page = Files.readString(Path.of("..", "docs", "security.md"));
        List<String> examples =
                EXAMPLE.matcher(page).results().map(MatchResult::group).map(this::inside).toList();

        // then
        assertThat(examples).hasSizeGreaterThan(6);
        for (String example : examples) {
            Path file = Files.writeString(folder.resolve("server.conf"), example);
            assertThat(
                            ServerCommandLine.read(
                                    List.of("-c", file.toString()),
                                    Dialect.STANCHION_SERVER,
                                    Map.of(),
                                    "2.10.29"))
                    .as(example)
                    .isInstanceOf(Request.Start.class);
        }
    }

    private String inside(String block) {
        return block.replace("```", "");
    }
}
