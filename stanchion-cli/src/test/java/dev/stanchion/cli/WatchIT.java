package dev.stanchion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.cli.testing.TestServer;
import dev.stanchion.client.ClientId;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code publish --watch} as a person uses it: with an editor, keys and a server that restarts. */
@Timeout(120)
class WatchIT {
    private static TestServer server;

    @TempDir private Path folder;

    private final String channel = "tickets:" + ClientId.random().candidates().getFirst();
    private final CommandRun run = new CommandRun().withTime();
    private Thread command = new Thread();

    @BeforeAll
    static void startServer() {
        server = TestServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void stopCommand() throws InterruptedException {
        if (command.isAlive()) {
            run.interrupt();
            command.join();
        }
    }

    private Path save(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private void watch(String... args) {
        watchAt(server.url(), args);
    }

    private void watchAt(String url, String... args) {
        String[] line =
                Stream.concat(Stream.of("publish", "--url", url), Stream.of(args))
                        .toArray(String[]::new);
        command = Thread.startVirtualThread(() -> run.run(line));
    }

    private long publishes() {
        return run.out().lines().filter(line -> line.contains("✓")).count();
    }

    private void awaitPublishes(long count) {
        await(() -> publishes() >= count);
    }

    private void await(BooleanSupplier condition) {
        Awaitility.await()
                .alias(getClass().getSimpleName())
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .conditionEvaluationListener(look -> said(look.getRemainingTimeInMS()))
                .until(condition::getAsBoolean);
    }

    /** A test that waits in vain shows what the command has said. */
    private void said(long remainingMillis) {
        if (remainingMillis < 20) {
            throw new AssertionError(run.out() + run.err());
        }
    }

    private String heard(int count) {
        return CommandRun.of(
                        "listen",
                        channel,
                        "--from",
                        "first",
                        "-n",
                        String.valueOf(count),
                        "--url",
                        server.url())
                .out();
    }

    @Test
    void shouldPublishAtOnceAndAtEachSave() throws IOException {
        // given
        Path ticket = save("t.json", "{\"id\":\"t1\",\"price\":20}");
        watch(channel, "--watch", ticket.toString());
        awaitPublishes(1);

        // when
        save("t.json", "{\"id\":\"t1\",\"price\":25}");
        awaitPublishes(2);
        Files.move(
                save("new", "{\"id\":\"t1\",\"price\":30}"),
                ticket,
                StandardCopyOption.REPLACE_EXISTING);
        awaitPublishes(3);

        // then
        assertThat(run.out())
                .contains(channel + "  t.json  22 bytes  stored in")
                .contains("22 bytes  price 20 → 25  stored in")
                .contains("22 bytes  price 25 → 30  stored in");
        assertThat(run.err()).containsOnlyOnce("Connected as publish-");
        assertThat(heard(3)).contains("\"price\":20", "\"price\":25", "\"price\":30");
    }

    @Test
    void shouldWaitWithJsonThatIsBrokenAndSayWhere() throws IOException {
        // given
        Path ticket = save("t.json", "{\"id\":\"t1\"}");
        watch(channel, "--watch", ticket.toString());
        awaitPublishes(1);

        // when
        save("t.json", "{\"id\":\n \"t1\",}");
        await(() -> run.err().contains("t.json is not JSON"));
        save("t.json", "{\"id\":\"t2\"}");
        awaitPublishes(2);

        // then
        assertThat(run.err()).contains("(line 2, column 7)").contains("with --raw");
        assertThat(heard(2)).contains("#2").contains("t2");
    }

    @Test
    void shouldPauseWhileAFileIsGone() throws IOException {
        // given
        Path ticket = save("t.json", "{}");
        watch(channel, "--watch", ticket.toString());
        awaitPublishes(1);

        // when
        Files.delete(ticket);
        await(() -> run.err().contains("t.json is gone"));
        save("t.json", "{\"back\":true}");

        // then
        awaitPublishes(2);
    }

    @Test
    void shouldPublishSeveralFilesToTheirChannelsAndEndByCount() throws Exception {
        // given
        Path ticket = save("t.json", "{\"ticket\":1}");
        Path text = save("o.txt", "any text");

        // when
        watch("-w", channel + "=" + ticket, "-w", channel + "=" + text, "-n", "2");
        command.join();

        // then
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).endsWith("2 messages published" + System.lineSeparator());
        assertThat(heard(2)).contains("{\"ticket\":1}").contains("any text");
    }

    @Test
    void shouldWaitForAFileThatIsNotThereYet() throws IOException {
        // given
        watch(channel, "--watch", folder.resolve("later.json").toString());
        await(() -> run.err().contains("later.json is not there"));

        // when
        save("later.json", "{}");

        // then
        awaitPublishes(1);
    }

    @Test
    void shouldLeaveOutASaveThatChangesNothingIfAsked() throws IOException {
        // given
        Path ticket = save("t.json", "{}");
        watch(channel, "--watch", ticket.toString(), "--only-changes");
        awaitPublishes(1);

        // when
        Files.move(save("same", "{}"), ticket, StandardCopyOption.REPLACE_EXISTING);

        // then
        await(() -> run.err().contains("t.json is as it was"));
        assertThat(publishes()).isEqualTo(1);
    }

    @Test
    void shouldPublishAgainAfterATimeWithPlaceholdersFilledAnew() throws Exception {
        // given
        Path ticket = save("t.json", "{\"n\":${n}}");

        // when
        watch(channel, "-w", ticket.toString(), "--every", "100ms", "--template", "-n", "3");
        command.join();

        // then
        assertThat(heard(3)).contains("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
    }

    @Test
    void shouldSendNothingInADryRun() throws Exception {
        // given
        Path ticket = save("t.json", "{\"id\":1}");

        // when
        watchAt("nats://127.0.0.1:1", channel, "-w", ticket.toString(), "--dry-run", "-n", "1");
        command.join();

        // then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("would publish: {\"id\":1}");
    }

    @Test
    void shouldPrintJsonLinesForPrograms() throws Exception {
        // given
        Path ticket = save("t.json", "{\"id\":1}");

        // when
        watch(channel, "-w", ticket.toString(), "--json", "-n", "1");
        command.join();

        // then
        assertThat(run.out())
                .startsWith("{\"time\":\"")
                .contains("\"channel\":\"" + channel + "\"")
                .contains("\"bytes\":8,\"changes\":[],\"guid\":\"");
        assertThat(run.err().lines()).allMatch(line -> line.startsWith("{\"remark\":"));
    }

    @Test
    void shouldFollowTheKeysOfAPerson() throws Exception {
        // given
        Path ticket = save("t.json", "{}");
        PipedOutputStream keyboard = new PipedOutputStream();
        run.typing(new PipedInputStream(keyboard));
        watch(channel, "-w", ticket.toString());
        awaitPublishes(1);

        // when
        keyboard.write("\n".getBytes(StandardCharsets.US_ASCII));
        keyboard.flush();
        awaitPublishes(2);
        keyboard.write("what\nrs\n".getBytes(StandardCharsets.US_ASCII));
        keyboard.flush();
        awaitPublishes(3);
        keyboard.write("q\n".getBytes(StandardCharsets.US_ASCII));
        keyboard.flush();
        command.join();

        // then
        assertThat(run.exitCode()).isZero();
        assertThat(publishes()).isEqualTo(3);
    }

    @Test
    void shouldGoOnAfterARestartOfTheServerThatForgotEverything() throws Exception {
        // given
        Path ticket = save("t.json", "{\"price\":1}");
        StanchionServer first = server(0);
        int port = first.port();
        watchAt("nats://127.0.0.1:" + port, channel, "-w", ticket.toString());
        awaitPublishes(1);
        first.close();

        // when
        try (StanchionServer second = server(port)) {
            save("t.json", "{\"price\":2}");
            awaitPublishes(2);

            // then
            CommandRun heard =
                    CommandRun.of(
                            "listen",
                            channel,
                            "--from",
                            "first",
                            "-n",
                            "1",
                            "-u",
                            "nats://127.0.0.1:" + second.port());
            assertThat(heard.out()).contains("{\"price\":2}");
            run.interrupt();
            command.join();
        }
    }

    private static StanchionServer server(int port) {
        return StanchionServer.start(ServerOptions.builder().host("127.0.0.1").port(port).build());
    }

    @Test
    void shouldFailAtOnceWhereNoServerIs() throws Exception {
        // given
        Path ticket = save("t.json", "{}");

        // when
        watchAt("nats://127.0.0.1:1", channel, "-w", ticket.toString());
        command.join();

        // then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("nothing listens at nats://127.0.0.1:1");
    }

    @Test
    void shouldShowWhatTheServerRefusesAndWaitForTheNextSave() throws IOException {
        // given
        Path ticket = save("t.json", "\"" + "x".repeat(2_000_000) + "\"");
        watch(channel, "-w", ticket.toString());

        // when
        await(() -> run.err().contains("t.json is not published: "));
        save("t.json", "{}");

        // then
        awaitPublishes(1);
    }
}
