package dev.stanchion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.cli.testing.TestServer;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What only a process of its own can show: how a signal ends it. */
@Timeout(60)
class ListenProcessIT {
    @Test
    void shouldEndInOrderWhenThisProcessIsAskedToTerminate() throws Exception {
        try (TestServer server = TestServer.start()) {
            // given
            Process listener =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:TieredStopAtLevel=1",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Stanchion.class.getName(),
                                    "listen",
                                    "tickets:created",
                                    "--url",
                                    server.url())
                            .redirectErrorStream(true)
                            .start();
            BufferedReader output = listener.inputReader();
            assertThat(output.readLine()).isEqualTo("tickets:created is a new, empty channel.");
            assertThat(output.readLine()).startsWith("Listening to tickets:created as listen-");

            // when
            listener.toHandle().destroy();
            List<String> rest = output.readAllLines();

            // then
            assertThat(rest).containsExactly("0 messages received");
            assertThat(listener.waitFor()).isZero();
        }
    }
}
