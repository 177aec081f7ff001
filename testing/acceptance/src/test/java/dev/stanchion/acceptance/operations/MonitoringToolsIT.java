package dev.stanchion.acceptance.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.stanchion.kit.process.Command;
import dev.stanchion.kit.process.FreePort;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Waiting;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.streaming.StreamingConnection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Programs that read the monitoring port, unmodified, from the {@code PATH}: not every Go proxy
 * serves them, and a machine may lack them. {@code CONTRIBUTING.md} says how to get them.
 */
@SuppressWarnings("try") // closing a connection may be interrupted, and then the test is
class MonitoringToolsIT {
    private static final String HOST = "127.0.0.1";

    @RegisterExtension final Programs programs = new Programs();

    private Program start(String tool, String... flags) {
        Assumptions.assumeTrue(
                Command.isOnThePath(tool), tool + " is not on the PATH, so it was not tested");
        return programs.start(
                tool,
                Path.of("."),
                Map.of(),
                Stream.concat(Stream.of(tool), Arrays.stream(flags)).toList());
    }

    @Test
    void s11_52_shouldShowItsConnectionsInNatsTop() throws Exception {
        // given
        Monitored server = Monitored.start(programs);
        Options options =
                new Options.Builder()
                        .server(server.server().url())
                        .connectionName("tickets-board")
                        .build();
        try (Connection connection = Nats.connect(options)) {
            connection.createDispatcher(message -> {}).subscribe("tickets.created");
            connection.flush(Duration.ofSeconds(30));

            // when
            String port = Integer.toString(server.port());
            Program top = start("nats-top", "-s", HOST, "-m", port, "-o", "-", "-l", ",", "-u");

            // then
            assertThat(top.awaitExit()).isZero();
            assertThat(top.errors()).isEmpty();
            assertThat(top.output().getFirst()).startsWith("NATS server version,");
            assertThat(top.output()).contains("Connections Polled:,1");
            assertThat(top.output())
                    .filteredOn(line -> line.contains(",tickets-board,1,0,"))
                    .singleElement()
                    .asString()
                    .contains(",java,")
                    .endsWith(",tickets.created");
        }
    }

    /** With the flags of {@code spec/operations.md} 8.3, and one more. */
    @Test
    void s11_52_shouldServeTheExporterWithTheFlagsOfTheManifests() throws Exception {
        // given
        Program help = start("prometheus-nats-exporter", "-help");
        help.awaitExit();
        Assumptions.assumeTrue(
                help.errors().stream().anyMatch(line -> line.contains("-channelz")),
                "this prometheus-nats-exporter knows no streaming; 0.16.0 was the last that did");
        Monitored server = Monitored.start(programs);
        try (StreamingConnection orders = server.client("orders")) {
            orders.publish("tickets:created", new byte[] {1});
            int port = FreePort.next();

            // when
            Program exporter =
                    start(
                            "prometheus-nats-exporter",
                            "-a",
                            HOST,
                            "-p",
                            Integer.toString(port),
                            "-connz",
                            "-routez",
                            "-subz",
                            "-varz",
                            "-healthz",
                            "-channelz",
                            "-serverz",
                            "http://" + HOST + ":" + server.port() + "/");

            // then
            String metrics = metrics(exporter, port);
            assertThat(metrics)
                    .containsPattern("(?m)^gnatsd_varz_connections\\{.*} 1$")
                    .containsPattern("(?m)^gnatsd_varz_slow_consumers\\{.*} 0$")
                    .containsPattern("(?m)^gnatsd_varz_max_payload\\{.*} 1\\.048576e\\+06$")
                    .containsPattern("(?m)^gnatsd_connz_num_connections\\{.*} 1$")
                    .containsPattern("(?m)^gnatsd_subsz_num_subscriptions\\{.*} [1-9]")
                    .containsPattern("(?m)^gnatsd_subsz_cache_hit_rate\\{")
                    .containsPattern("(?m)^gnatsd_routez_num_routes\\{.*} 0$")
                    .containsPattern("(?m)^gnatsd_healthz_status\\{.*} [01]$")
                    .containsPattern("(?m)^nss_chan_msgs_total\\{channel=\"tickets:created\".*} 1$")
                    .containsPattern("(?m)^nss_server_clients\\{.*} 1$");
            assertThat(exporter.errors()).noneMatch(line -> line.contains("[ERR]"));
            assertThat(exporter.isAlive()).isTrue();
        }
    }

    private static String metrics(Program exporter, int port) {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://%s:%d/metrics".formatted(HOST, port)))
                        .build();
        exporter.awaitLine("listening at");
        String[] page = {""};
        Waiting.until(
                "the exporter has all its pages",
                () -> {
                    page[0] = get(http, request);
                    return Stream.of("varz", "connz", "subsz", "routez", "healthz", "nss_chan")
                            .allMatch(page[0]::contains);
                });
        return page[0];
    }

    private static String get(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return fail("the exporter does not answer", e);
        }
    }
}
