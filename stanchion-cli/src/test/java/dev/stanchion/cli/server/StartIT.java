package dev.stanchion.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a start does without, with the launchers' options (decision 0061). The classes that the JVM
 * loads tell it, on a busy machine as well as on a quiet one.
 */
class StartIT {
    private static final Path OPTIONS = Path.of("..", "bin", "jvm.options").toAbsolutePath();
    private static final String CLUSTER = "starting";
    private static final Pattern NAME = Pattern.compile(".*\\] (\\S+) source: .*");

    @TempDir private static Path temp;
    private static List<String> loaded = List.of();

    /** One start serves all tests, because each only looks at its classes. */
    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Path file = temp.resolve("loaded.txt");
        Map<String, String> environment =
                Map.of(
                        "JDK_JAVA_OPTIONS",
                        "@" + OPTIONS + " -Xlog:class+load:file=" + file,
                        "XDG_STATE_HOME",
                        temp.toString());
        try (ServerUnderTest server =
                ServerUnderTest.start(
                        environment, "-p=" + FreePort.next(), "-m=-1", "-cid=" + CLUSTER)) {
            server.awaitLine("connect to nats://");
        }
        try (Stream<String> lines = Files.lines(file)) {
            loaded =
                    lines.map(NAME::matcher)
                            .filter(matcher -> matcher.matches())
                            .map(matcher -> matcher.group(1))
                            .toList();
        }
    }

    @Test
    void shouldBeginASessionJournal() {
        assertThat(temp.resolve("stanchion/sessions"))
                .isDirectoryContaining("glob:**/" + CLUSTER + "-*");
    }

    @Test
    void shouldGenerateNoCodeForSwitchesAndRecords() {
        assertThat(loaded)
                .contains("dev.stanchion.server.StanchionServer")
                .noneMatch(name -> name.contains("$$TypeSwitch"))
                .noneMatch(name -> name.startsWith("java.util.Comparator$$Lambda"))
                .doesNotContain("java.lang.runtime.ObjectMethods");
    }

    @Test
    void shouldLeaveToLaterWhatOnlyPagesAndRareValuesNeed() {
        assertThat(loaded)
                .doesNotContain(
                        "java.math.BigDecimal", // tables of powers
                        "io.netty.handler.ssl.SslContext", // names classes of OpenSSL
                        "com.sun.management.internal.OperatingSystemImpl", // control groups
                        "io.netty.channel.socket.nio.NioServerSocketChannel");
    }

    @Test
    void shouldLookForNoProviderOfLogsOrTimeZones() {
        assertThat(loaded)
                .contains("org.slf4j.jul.JULServiceProvider")
                .doesNotContain("java.time.zone.ZoneRulesProvider");
    }
}
