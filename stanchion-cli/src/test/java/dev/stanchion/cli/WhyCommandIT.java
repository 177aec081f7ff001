package dev.stanchion.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.stanchion.client.AckMode;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.ConnectOptions;
import dev.stanchion.client.StartAt;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.SubscriptionOptions;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The command against real servers, and against what is none. */
@Timeout(60)
class WhyCommandIT {
    private final StanchionServer server =
            StanchionServer.start(
                    ServerOptions.builder()
                            .host("127.0.0.1")
                            .port(0)
                            .monitoringHost("127.0.0.1")
                            .monitoringPort(0)
                            .build());

    @AfterEach
    void close() {
        server.close();
    }

    private String url() {
        return "http://127.0.0.1:" + server.monitoringPort();
    }

    private CommandRun why(String... names) {
        String[] args = new String[names.length + 3];
        args[0] = "why";
        System.arraycopy(names, 0, args, 1, names.length);
        args[names.length + 1] = "--url";
        args[names.length + 2] = url();
        return CommandRun.of(args);
    }

    private StreamingConnection connect(String clientId) {
        return StreamingConnection.connect(
                ConnectOptions.builder("test-cluster", ClientId.fixed(clientId))
                        .url("nats://127.0.0.1:" + server.port())
                        .build());
    }

    @Test
    void shouldNameTheChannelThatWasMeant() {
        try (StreamingConnection publisher = connect("publisher")) {
            // given
            publisher.publish("tickets:created", "1".getBytes(UTF_8));

            // when
            CommandRun run = why("ticket:created");

            // then
            assertThat(run.out())
                    .isEqualToNormalizingNewlines(
                            """
                            ✗ There is no channel ticket:created; tickets:created has 1 message and 0 subscriptions. The names differ by a plural.
                              → Correct the name in the publisher or the listener.
                            """);
            assertThat(run.exitCode()).isEqualTo(3);
        }
    }

    @Test
    void shouldSayThatNothingIsWrong() {
        try (StreamingConnection client = connect("orders-1")) {
            // given
            client.publish("tickets:created", "1".getBytes(UTF_8));
            SubscriptionOptions group =
                    SubscriptionOptions.defaults().queueGroup("orders").from(StartAt.first());
            client.subscribe("tickets:created", group, message -> {});

            // when
            CommandRun run = why("tickets:created", "orders");
            while (!run.out().contains("up to date")) {
                run = why("tickets:created", "orders");
            }

            // then
            assertThat(run.out())
                    .startsWith(
                            "✓ orders is up to date: all 1 message is acknowledged; the last was"
                                    + " published ")
                    .contains("by orders-1.");
            assertThat(run.exitCode()).isZero();
        }
    }

    @Test
    void shouldPrintFactsForPrograms() {
        try (StreamingConnection client = connect("orders-1")) {
            // given
            SubscriptionOptions durable =
                    SubscriptionOptions.defaults().durable("orders").ackMode(AckMode.MANUAL);
            client.subscribe("tickets:created", durable, message -> {}).close();

            // when
            CommandRun run = why("tickets:created", "--json");

            // then
            assertThat(run.out())
                    .startsWith(
                            "{\"channel\":\"tickets:created\",\"wrong\":true,\"reasons\":[{\"code\":\"offline\"")
                    .contains("\"facts\":{\"position\":\"orders\",\"forSeconds\":")
                    .contains("\"keptAtSequence\":0,\"waiting\":0}");
            assertThat(run.exitCode()).isEqualTo(3);
        }
    }

    @Test
    void shouldSayThatAnotherServerCannotAnswer() throws IOException {
        // given: as NATS Streaming answers for a path that it does not have
        HttpServer go =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        go.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(404, -1);
                    exchange.close();
                });
        go.start();
        String url = "http://127.0.0.1:" + go.getAddress().getPort();

        // when
        CommandRun run = CommandRun.of("why", "tickets:created", "--url", url);
        go.stop(0);
        CommandRun nobody = CommandRun.of("why", "tickets:created", "--url", url);
        CommandRun nats = CommandRun.of("why", "tickets:created", "--url", "nats://localhost");

        // then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith(url + " cannot answer: it does not know /api/v1/why")
                .contains("It is not a Stanchion, or an older one.");
        assertThat(nobody.exitCode()).isEqualTo(1);
        assertThat(nobody.err()).startsWith("Cannot ask " + url + ": ").contains("-m 8222");
        assertThat(nats.exitCode()).isEqualTo(2);
        assertThat(nats.err())
                .startsWith(
                        "stanchion why: invalid value for option '--url': 'nats://localhost' (expected: the"
                                + " monitoring port, like http://localhost:8222)");
    }

    @Test
    void shouldRefuseWhatCannotBeTheNameOfAChannel() {
        // when
        CommandRun run = why("tickets.>");

        // then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("This cannot be the name of a channel");
    }
}
