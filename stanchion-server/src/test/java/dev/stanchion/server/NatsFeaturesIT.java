package dev.stanchion.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stanchion.kit.process.FreePort;
import dev.stanchion.kit.wire.RawClient;
import dev.stanchion.nats.websocket.WebSocketOptions;
import dev.stanchion.server.testing.StreamingSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the NATS part offers besides its port, as a server with a configuration offers it. */
class NatsFeaturesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static ServerOptions.Builder options() {
        return ServerOptions.builder().host("127.0.0.1").port(0).monitoringPort(0);
    }

    private static HttpResponse<String> get(StanchionServer server, String path)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + server.monitoringPort() + path))
                        .timeout(PATIENCE)
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String infoOf(StanchionServer server) throws IOException {
        try (RawClient client =
                RawClient.connect(new InetSocketAddress("127.0.0.1", server.port()))) {
            return client.info();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/nats"})
    void s13_130_shouldShowItselfOverHttp(String basePath) throws Exception {
        try (StanchionServer server =
                        StanchionServer.start(options().httpBasePath(basePath).build());
                StreamingSocket client =
                        StreamingSocket.connect(server.port(), "test-cluster", "orders")) {
            // given
            client.subscribe("tickets:created");

            // when
            HttpResponse<String> varz = get(server, basePath + "/varz");
            HttpResponse<String> connz = get(server, basePath + "/connz?subs=1");
            HttpResponse<String> subsz =
                    get(server, basePath + "/subsz?subs=1&test=_STAN.pub.test-cluster.foo");

            // then
            assertThat(varz.statusCode()).isEqualTo(200);
            assertThat(varz.headers().firstValue("content-type")).hasValue("application/json");
            assertThat(varz.headers().firstValue("access-control-allow-origin")).hasValue("*");
            assertThat(varz.body())
                    .contains("\"connections\": 1,", "\"https_port\": 0,")
                    .contains("\"http_port\": " + server.monitoringPort() + ",");
            assertThat(connz.body()).contains("\"num_connections\": 1,", "subscriptions_list");
            assertThat(subsz.body()).contains("_STAN.pub.test-cluster.\\u003e");
            assertThat(get(server, basePath + "/healthz").body()).isEqualTo("{\"status\":\"ok\"}");
            assertThat(get(server, basePath + "/connz?callback=show").body()).startsWith("show({");
            assertThat(get(server, basePath + "/connz?sort=zzz"))
                    .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(400))
                    .satisfies(answer ->
                            assertThat(answer.body()).isEqualTo("invalid sorting option: zzz"));
            assertThat(get(server, "/nope").statusCode()).isEqualTo(404);
            assertThat(get(server, "/").body()).contains("href=\"" + basePath + "/varz\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/nats"})
    void shouldLinkFromItsFirstPageOnlyToWhatThereIs(String basePath) throws Exception {
        try (StanchionServer server =
                StanchionServer.start(options().httpBasePath(basePath).build())) {
            for (String page : List.of("/", basePath + "/")) {
                // when
                String html = get(server, page).body();

                // then
                assertThat(html).doesNotContain("routez", "leafz", "gatewayz", "jsz", "accountz");
                assertThat(Pattern.compile("href=\"\\.?([^\"]+)\"").matcher(html).results())
                        .hasSizeGreaterThan(3)
                        .allSatisfy(link ->
                                assertThat(get(server, link.group(1)).statusCode())
                                        .as(link.group(1))
                                        .isEqualTo(200));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/streaming", "/streaming/clientsz", "/metrics", "/varz"})
    void shouldFindAPageWithASlashBehindItsName(String path) throws Exception {
        try (StanchionServer server = StanchionServer.start(options().build())) {
            HttpResponse<String> answer = get(server, path + "/?a=1");
            assertThat(answer.statusCode()).isEqualTo(301);
            assertThat(answer.headers().firstValue("Location")).hasValue(path + "?a=1");
            assertThat(get(server, path + "?a=1").statusCode()).isEqualTo(200);
            assertThat(get(server, "/nope/").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void shouldTellClientsTheAdvertisedAddress() throws IOException {
        ServerOptions advertised =
                options().access(ClientAccess.DEFAULT.withAdvertise("tickets.dev:4333")).build();
        try (StanchionServer server = StanchionServer.start(advertised)) {
            assertThat(infoOf(server)).contains("\"host\":\"tickets.dev\",\"port\":4333");
        }
    }

    @Test
    void shouldTakeInWebSocketClients() throws Exception {
        // given
        int port = FreePort.next();
        WebSocketOptions webSockets =
                WebSocketOptions.onPort(port).withHost("127.0.0.1").withCompression(true);
        ServerOptions both =
                options().access(ClientAccess.DEFAULT.withWebSockets(webSockets)).build();
        try (StanchionServer server = StanchionServer.start(both);
                HttpClient http = HttpClient.newHttpClient()) {
            // when
            var info = new CompletableFuture<String>();
            WebSocket socket =
                    http.newWebSocketBuilder()
                            .buildAsync(
                                    URI.create("ws://127.0.0.1:" + port),
                                    new WebSocket.Listener() {
                                        @Override
                                        public CompletionStage<?> onBinary(
                                                WebSocket from, ByteBuffer data, boolean last) {
                                            info.complete(
                                                    StandardCharsets.US_ASCII
                                                            .decode(data)
                                                            .toString());
                                            return CompletableFuture.completedFuture(null);
                                        }
                                    })
                            .get(30, TimeUnit.SECONDS);

            // then
            assertThat(info.get(30, TimeUnit.SECONDS)).startsWith("INFO {");
            assertThat(get(server, "/connz").body()).contains("\"type\": \"websocket\"");
            socket.abort();
        }
    }

    @Test
    void shouldSendItsClientsAway() throws Exception {
        ServerOptions shortly =
                options()
                        .access(
                                ClientAccess.DEFAULT.withLameDuck(
                                        Duration.ofMillis(400), Duration.ofMillis(100)))
                        .build();
        try (StanchionServer server = StanchionServer.start(shortly);
                StreamingSocket client =
                        StreamingSocket.connect(server.port(), "test-cluster", "orders")) {
            // given
            client.subscribe("tickets:created");

            // when
            CompletableFuture<Void> gone = server.lameDuck().toCompletableFuture();

            // then
            HttpResponse<String> health = get(server, "/healthz");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body())
                    .isEqualTo(
                            "{\"status\":\"error\",\"error\":\"the server is in lame duck"
                                    + " mode\"}");
            gone.get(30, TimeUnit.SECONDS);
            await().atMost(PATIENCE)
                    .until(() -> get(server, "/varz").body().contains("\"connections\": 0,"));
        }
    }
}
