package dev.stanchion.acceptance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Project;
import dev.stanchion.kit.process.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/stanchion demo --cluster}, with a real nats-server. */
@Tag("long")
class ClusterDemoIT {
    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path temp;

    private String natsServer = "";

    @BeforeEach
    void findNatsServer() {
        NatsServer found = NatsServer.start(programs);
        found.requireMinorVersion(14);
        found.kill();
        natsServer = NatsServer.binary();
    }

    private Program demo(String... more) {
        return programs.start(
                "demo",
                Project.root(),
                Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temp),
                Stream.concat(
                                Stream.of(
                                        Project.root().resolve("bin/stanchion").toString(),
                                        "demo",
                                        "--cluster"),
                                Stream.of(more))
                        .toList());
    }

    @Test
    void shouldShowATakeoverAndLeaveNothingBehind() throws IOException {
        // when
        Program demo = demo("--nats-server", natsServer);

        // then
        assertThat(demo.awaitExit()).as(demo.toString()).isZero();
        assertThat(demo.output())
                .anyMatch(line -> line.contains("stanchion-2") && line.contains("is active after"))
                .anyMatch(line -> line.contains("heard all"))
                .anyMatch(line -> line.startsWith("Nothing was missed. The takeover took "));
        assertThat(left()).isEmpty();
    }

    @Test
    void shouldEndEverythingWhenItIsInterrupted() throws IOException {
        // given
        Program demo = demo("--nats-server", natsServer);
        demo.awaitLine("is active, process");
        List<ProcessHandle> children =
                ProcessHandle.of(demo.pid()).orElseThrow().descendants().toList();
        assertThat(children).hasSizeGreaterThanOrEqualTo(4);

        // when
        demo.interrupt();

        // then
        assertThat(demo.awaitExit()).as(demo.toString()).isEqualTo(130);
        Waiting.until(
                "all servers have ended",
                () -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(left()).isEmpty();
    }

    @Test
    void shouldSayThatItCannotWrite() {
        // when
        Program demo =
                programs.start(
                        "demo",
                        Project.root(),
                        Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=/nowhere"),
                        List.of(
                                Project.root().resolve("bin/stanchion").toString(),
                                "demo",
                                "--cluster",
                                "--nats-server",
                                natsServer));

        // then
        assertThat(demo.awaitExit()).isEqualTo(1);
        assertThat(demo.errors())
                .anyMatch(line -> line.contains("cannot make a folder in /nowhere"));
    }

    @Test
    void shouldSayWhatANatsServerSaidThatEnded() throws IOException {
        // given: a program that has the right version, and cannot start
        Path file = temp.resolve("broken");
        Files.writeString(
                file,
                """
                #!/bin/sh
                [ "$1" != --version ] || { echo 'nats-server: v2.15.3'; exit; }
                echo 'listen tcp 127.0.0.1:4222: bind: address already in use'
                exit 1
                """);
        assertThat(file.toFile().setExecutable(true)).isTrue();

        // when
        Program demo = demo("--nats-server", file.toString());

        // then
        assertThat(demo.awaitExit()).isEqualTo(1);
        assertThat(demo.errors())
                .anyMatch(line -> line.contains("has ended: listen tcp 127.0.0.1:4222: bind"));
        Files.delete(file);
        assertThat(left()).isEmpty();
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(temp)) {
            return files.filter(each -> each.getFileName().toString().startsWith("stanchion"))
                    .toList();
        }
    }
}
