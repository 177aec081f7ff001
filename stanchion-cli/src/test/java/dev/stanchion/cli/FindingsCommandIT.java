package dev.stanchion.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stanchion.client.AckMode;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.ConnectOptions;
import dev.stanchion.client.StartAt;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.SubscriptionOptions;
import dev.stanchion.engine.finding.FindingKinds;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The command against a real server, with real clients that make the mistakes. */
@Timeout(120)
class FindingsCommandIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final StanchionServer server = start(FindingKinds.ALL);

    private static StanchionServer start(FindingKinds kinds) {
        return StanchionServer.start(
                ServerOptions.builder()
                        .host("127.0.0.1")
                        .port(0)
                        .monitoringHost("127.0.0.1")
                        .monitoringPort(0)
                        .findings(kinds)
                        .build());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static String url(StanchionServer of) {
        return "http://127.0.0.1:" + of.monitoringPort();
    }

    private CommandRun findings(String... more) {
        String[] args = new String[more.length + 3];
        args[0] = "findings";
        args[1] = "--url";
        args[2] = url(server);
        System.arraycopy(more, 0, args, 3, more.length);
        return CommandRun.of(args);
    }

    private StreamingConnection connect(String clusterId, String clientId) {
        return StreamingConnection.connect(
                ConnectOptions.builder(clusterId, ClientId.fixed(clientId))
                        .url("nats://127.0.0.1:" + server.port())
                        .build());
    }

    private void shows(String... texts) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    CommandRun run = findings();
                    assertThat(run.out()).contains(texts);
                    assertThat(run.exitCode()).isEqualTo(3);
                });
    }

    @Test
    void shouldSayThatNothingIsFound() {
        CommandRun run = findings();
        assertThat(run.out()).containsPattern("No findings; [1-9]\\d kinds are looked for");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void shouldSayThatNobodyLooks() {
        try (StanchionServer other = start(FindingKinds.NONE)) {
            CommandRun run = CommandRun.of("findings", "--url", url(other));
            assertThat(run.out()).contains("does not look for findings: they are switched off");
            assertThat(run.exitCode()).isZero();
        }
    }

    @Test
    void shouldSayThatTheServerCannotBeAsked() {
        CommandRun run = CommandRun.of("findings", "--url", "http://127.0.0.1:1");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("Cannot ask http://127.0.0.1:1");
    }

    @Test
    void shouldShowRefusedClientsAtOnce() {
        // given
        try (StreamingConnection holder = connect("test-cluster", "orders")) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> connect("test-cluster", "orders")).isNotNull();
            }
            assertThatThrownBy(() -> connect("ticketing", "payments")).isNotNull();

            // then
            CommandRun run = findings();
            assertThat(holder.isOpen()).isTrue();
            assertThat(run.out())
                    .contains(
                            "orders is wanted by 127.0.0.1:",
                            "3 requests were refused in the last 10 minutes.",
                            "asks for the cluster ID ticketing; this server is test-cluster.",
                            "→ Use the server's cluster ID in the client.");
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(findings("--json").out())
                    .contains("\"kind\":\"duplicate-id\"", "\"clientId\":\"orders\"");
        }
    }

    @Test
    @Tag("long")
    void shouldShowNamesHandlersAndPlainPublishes() throws IOException, InterruptedException {
        // given
        try (StreamingConnection client = connect("test-cluster", "orders-1")) {
            client.publish("tickets:created", "{}".getBytes(UTF_8));
            client.publish("payments", "{}".getBytes(UTF_8));
            client.subscribe("ticket:created", SubscriptionOptions.defaults(), message -> {});
            client.subscribe(
                    "payments",
                    SubscriptionOptions.defaults()
                            .from(StartAt.first())
                            .ackMode(AckMode.MANUAL)
                            .ackWait(Duration.ofSeconds(1))
                            .maxInFlight(1),
                    message -> {});
            publishPlainly("payments");

            // then
            shows(
                    "tickets:created has publishers and no listener; ticket:created has listeners",
                    "payments: orders-1 has not acknowledged any of ",
                    "publishes to the NATS subject payments without the streaming protocol");
            assertThat(metrics())
                    .contains(
                            "stanchion_findings{kind=\"near-miss-name\"} 1",
                            "stanchion_findings{kind=\"never-acks\"} 1",
                            "stanchion_findings{kind=\"plain-nats-publish\"} 1",
                            "stanchion_findings{kind=\"double-ack\"} 0");
        }
    }

    private void publishPlainly(String subject) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            String lines = "CONNECT {\"verbose\":false}\r\nPUB " + subject + " 2\r\n{}\r\nPING\r\n";
            socket.getOutputStream().write(lines.getBytes(US_ASCII));
            socket.setSoTimeout((int) PATIENCE.toMillis());
            StringBuilder read = new StringBuilder();
            while (!read.toString().contains("PONG")) {
                read.append((char) socket.getInputStream().read());
            }
        }
    }

    private String metrics() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(url(server) + "/metrics")).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
