package dev.stanchion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.cli.testing.TestServer;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.ConnectOptions;
import dev.stanchion.client.StreamingConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Publish and listen as a person uses them. */
@Timeout(60)
class CommandsIT {
    private static TestServer server;

    private final String channel = "tickets:" + ClientId.random().candidates().getFirst();

    @BeforeAll
    static void startServer() {
        server = TestServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static String[] args(String... args) {
        return Stream.concat(Stream.of(args), Stream.of("--url", server.url()))
                .toArray(String[]::new);
    }

    private CommandRun publish(String... args) {
        return CommandRun.of(args(join(List.of("publish", channel), args)));
    }

    private CommandRun listen(String... args) {
        return CommandRun.of(args(join(List.of("listen", channel), args)));
    }

    private static String[] join(List<String> first, String... second) {
        return Stream.concat(first.stream(), Stream.of(second)).toArray(String[]::new);
    }

    @Test
    void shouldSayWhatWasPublishedAndAsWhom() {
        // when
        CommandRun run = publish("{\"id\":\"t1\"}");

        // then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).matches("✓ \\Q" + channel + "\\E  stored in 0.0 ms  guid \\w{22}\\R");
        assertThat(run.err()).matches("Connected as publish-\\w{8} \\(generated client ID\\)\\R");
    }

    @Test
    void shouldPrintJsonLinesForPrograms() {
        // when
        CommandRun published = publish("x", "--count", "2", "--json", "--client-id", "me");
        CommandRun heard = listen("--from", "first", "--count", "2", "--json");

        // then
        assertThat(published.out().lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("{\"channel\":\"" + channel + "\",\"guid\":\""))
                .allMatch(line -> line.contains("\"clientId\":\"me\""));
        assertThat(published.err())
                .isEqualToNormalizingNewlines("{\"remark\":\"Connected as me\"}\n");
        assertThat(heard.out().lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("{\"channel\":\"" + channel + "\",\"sequence\":1,")
                .endsWith("\"data\":\"x\"}");
    }

    @Test
    void shouldTakeTheDataFromInputOrFile(@TempDir Path directory) throws Exception {
        // given
        Path file = Files.writeString(directory.resolve("ticket.json"), "from a file");

        // when
        new CommandRun().withInput("from input").run(args("publish", channel, "-"));
        publish("--file", file.toString());
        CommandRun heard = listen("--from", "first", "-n", "2");

        // then
        assertThat(heard.out()).contains("from input").contains("from a file");
        assertThat(heard.err()).endsWith("2 messages received" + System.lineSeparator());
        assertThat(heard.exitCode()).isZero();
    }

    @Test
    void shouldPublishEachLineOfTheInputAsAMessage() {
        // when
        CommandRun published =
                new CommandRun()
                        .withInput("{\"id\":1}\n\ntwo\r\n three")
                        .run(args("publish", channel, "--lines"));
        CommandRun heard = listen("--from", "first", "-n", "3", "--json");

        // then
        assertThat(published.exitCode()).isZero();
        assertThat(published.err()).endsWith("3 lines published" + System.lineSeparator());
        assertThat(heard.out())
                .contains("\"data\":\"{\\\"id\\\":1}\"")
                .contains("\"data\":\"two\"")
                .contains("\"data\":\" three\"");
    }

    @Test
    void shouldSayAtWhichLineItStopped() {
        // when
        CommandRun run =
                new CommandRun()
                        .withInput("one\n" + "x".repeat(2_000_000) + "\nthree\n")
                        .run(args("publish", channel, "--lines"));

        // then
        assertThat(run.exitCode()).isNotZero();
        assertThat(run.err()).contains("Line 2 is not published. 1 before it are.");
        assertThat(listen("--from", "first", "-n", "1").out()).contains("  one");
    }

    @Test
    void shouldListenToSeveralChannelsAndLeaveOutWhatDoesNotMatch() {
        // given
        String other = channel + ":other";
        publish("apple 1");
        publish("pear");
        CommandRun.of(args("publish", other, "apple 2"));

        // when
        CommandRun heard =
                CommandRun.of(
                        args(
                                "listen",
                                channel,
                                other,
                                "--from",
                                "first",
                                "--contains",
                                "apple",
                                "-n",
                                "2"));

        // then
        assertThat(heard.exitCode()).isZero();
        assertThat(heard.out())
                .contains(channel + " #1")
                .contains(other + " #1")
                .contains("apple 1", "apple 2")
                .doesNotContain("pear");
    }

    @Test
    void shouldShowWhatItWouldPublishWithoutAServer() {
        // when
        CommandRun run =
                CommandRun.of(
                        "publish",
                        "c",
                        "n=${n}",
                        "--template",
                        "-n",
                        "2",
                        "--dry-run",
                        "--json",
                        "--url",
                        "nats://127.0.0.1:1");

        // then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .isEqualToNormalizingNewlines(
                        "{\"channel\":\"c\",\"data\":\"n=1\"}\n{\"channel\":\"c\",\"data\":\"n=2\"}\n");
    }

    @Test
    void shouldGoOnWhereADurableEnded() {
        // given
        publish("one");
        publish("two");
        String[] durable = {"--client-id", "d" + channel.substring(8), "--durable", "d"};

        // when
        CommandRun first = listen(join(List.of("--from", "first", "-n", "1"), durable));
        CommandRun second = listen(join(List.of("-n", "1"), durable));

        // then
        assertThat(first.out()).contains("#1").endsWith("  one" + System.lineSeparator());
        assertThat(second.out()).contains("#2").endsWith("  two" + System.lineSeparator());
    }

    @Test
    void shouldEndCleanlyWhenInterrupted() throws InterruptedException {
        // given
        publish("one");
        CommandRun run = new CommandRun();
        Thread listener =
                Thread.startVirtualThread(
                        () -> run.run(args("listen", channel, "--from", "first")));
        awaitLine(run, "one");

        // when
        run.interrupt();
        listener.join();

        // then
        assertThat(run.exitCode()).isZero();
        assertThat(run.exitCodeForInterrupt()).isZero();
        assertThat(run.err().lines().toList().getLast()).isEqualTo("1 message received");
    }

    @Test
    void shouldAskIfAnotherChannelWasMeantWhereItsNameIsNew() throws InterruptedException {
        // given
        publish("one");
        String mistyped = channel.replace("tickets", "ticket");
        CommandRun run = new CommandRun();

        // when
        Thread listener = Thread.startVirtualThread(() -> run.run(args("listen", mistyped)));
        while (!run.err().contains("Listening to")) {
            Thread.onSpinWait();
        }
        run.interrupt();
        listener.join();

        // then
        assertThat(run.err())
                .contains(
                        "%s is a new, empty channel; did you mean %s?"
                                .formatted(mistyped, channel));
    }

    private static void awaitLine(CommandRun run, String end) {
        while (!run.out().contains(end)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldExplainThatTheClientIdIsTaken() {
        // given
        ClientId id = ClientId.random("taken");
        ConnectOptions holder =
                ConnectOptions.builder("test-cluster", id).url(server.url()).build();

        // when
        CommandRun run;
        try (StreamingConnection connection = StreamingConnection.connect(holder)) {
            run = listen("--client-id", connection.clientId());
        }

        // then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("stan: clientID already registered")
                .contains("Give each copy its own");
    }

    @Test
    void shouldReportThatTheConnectionWasLost() throws InterruptedException {
        // given
        CommandRun run = new CommandRun();
        Thread listener;
        try (TestServer shortLived = TestServer.start()) {
            listener =
                    Thread.startVirtualThread(() ->
                            run.run(
                                    "listen",
                                    channel,
                                    "--url",
                                    shortLived.url(),
                                    "--patience",
                                    "800ms"));
            while (!run.err().contains("Listening to")) {
                Thread.onSpinWait();
            }
        }

        // when
        listener.join();

        // then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("Disconnected. Reconnecting.")
                .contains("0 messages received")
                .contains("connection lost: stan: connection lost due to PING failure")
                .endsWith(
                        "Start it again. A durable continues where it was."
                                + System.lineSeparator());
    }
}
