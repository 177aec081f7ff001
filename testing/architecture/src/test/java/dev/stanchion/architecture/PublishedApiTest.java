package dev.stanchion.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs that were compiled with one version run with the next one. {@code api/MODULE.txt} has
 * what they rely on. {@code -Dpublished.api=write} adds lines for what is new. Who breaks a promise
 * on purpose, before 1.0, deletes its line and tells users in CHANGELOG.md below <i>Breaking</i>.
 *
 * <p>{@code stanchion-client-legacy} is held to the API of the library whose place it takes, by its
 * own test.
 */
class PublishedApiTest {
    private static final Path FILES = Path.of("src/test/resources/dev/stanchion/architecture/api");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stanchion-admin",
                "stanchion-client",
                "stanchion-junit",
                "stanchion-spring",
                "stanchion-spring-boot-starter",
                "stanchion-spring-boot-test",
                "stanchion-test",
                "stanchion-testcontainers"
            })
    void shouldKeepWhatProgramsRelyOn(String module) throws IOException {
        check(module, PublishedApi.of(Path.of("../..", module, "target/classes")));
    }

    /** Its other packages have public types, too, which are for the modules of the server alone. */
    @Test
    void shouldKeepTheRootPackageOfTheServer() throws IOException {
        String root = "stanchion-server/target/classes/dev/stanchion/server";
        check("stanchion-server", PublishedApi.ofPackage(Path.of("../..", root)));
    }

    private static void check(String module, SortedSet<String> now) throws IOException {
        // given
        Path file = FILES.resolve(module + ".txt");
        assertThat(now).as("%s is compiled", module).isNotEmpty();
        if ("write".equals(System.getProperty("published.api"))) {
            SortedSet<String> both = new TreeSet<>(now);
            if (Files.exists(file)) {
                both.addAll(Files.readAllLines(file));
            }
            Files.createDirectories(FILES);
            Files.write(file, both);
        }

        // when
        List<String> promised = Files.readAllLines(file);

        // then
        assertThat(PublishedApi.breaks(promised, now))
                .as("what programs would notice of %s", module)
                .isEmpty();
        assertThat(promised)
                .as("add what is new to %s with -Dpublished.api=write", file.getFileName())
                .containsAll(now);
    }

    @Test
    void shouldNoticeWhatBreaksPrograms(@TempDir Path directory) throws IOException {
        // given
        SortedSet<String> before =
                compiled(
                        directory.resolve("before"),
                        """
                        public class Api {
                            public interface Handler { void handle(String text); }
                            public sealed interface Event permits Begin {}
                            public record Begin(int at) implements Event {}
                            public void run(Handler handler) {}
                            public int count() { return 0; }
                            protected void hook() {}
                            void inside() {}
                        }
                        """);

        // when
        SortedSet<String> after =
                compiled(
                        directory.resolve("after"),
                        """
                        public class Api {
                            public interface Handler { void handle(String text); void end(); }
                            public sealed interface Event permits Begin, End {}
                            public record Begin(long at) implements Event {}
                            public record End() implements Event {}
                            public void run(Handler handler) throws java.io.IOException {}
                            public long count() { return 0; }
                            public void more() {}
                        }
                        """);

        // then
        assertThat(PublishedApi.breaks(before, after))
                .containsExactlyInAnyOrder(
                        "new: abstract Api$Handler end() void",
                        "new: permits Api$Event Api$End",
                        "gone: method Api$Begin.<init>(int) void",
                        "gone: method Api$Begin.at() int",
                        "gone: method Api.run(Api$Handler) void",
                        "gone: method Api.count() int",
                        "gone: method Api.hook() void");
        assertThat(PublishedApi.breaks(before, before)).isEmpty();
    }

    private static SortedSet<String> compiled(Path directory, String source) throws IOException {
        Files.createDirectories(directory);
        Path file = Files.writeString(directory.resolve("Api.java"), source);
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", directory.toString(), file.toString());
        assertThat(status).isZero();
        return PublishedApi.of(directory);
    }
}
