package dev.stanchion.acceptance.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Programs;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page that Prometheus scrapes. */
@Tag("long")
class MetricsIT {
    private static final String LABEL = "[a-z_]+=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\"";
    private static final Pattern SAMPLE =
            Pattern.compile(
                    "([a-z_]+)((?:\\{%s(?:,%1$s)*\\})?) ([0-9]+(?:\\.[0-9]+)?)".formatted(LABEL));

    @RegisterExtension final Programs programs = new Programs();

    @Test
    void shouldHaveTheNamesOfTheExporterAndItsOwn() throws Exception {
        // given
        Monitored server = Monitored.start(programs);
        server.server().assumeStanchion("it needs an exporter beside it");
        try (StreamingStory story = StreamingStory.on(server)) {
            // when
            HttpResponse<String> page = story.server().get("/metrics");

            // then
            assertThat(page.headers().firstValue("Content-Type"))
                    .hasValue("text/plain; version=0.0.4; charset=utf-8");
            assertThat(page.body().lines())
                    .contains(
                            "nss_server_msgs_total{server=\"ticketing\"} 6",
                            "nss_server_clients{server=\"ticketing\"} 2",
                            "nss_server_channels{server=\"ticketing\"} 3",
                            "nss_chan_last_seq{server=\"ticketing\",channel=\"tickets:created\"} 3",
                            "# TYPE nss_chan_msgs_total counter",
                            "# TYPE stanchion_publish_latency_seconds histogram",
                            "stanchion_publish_latency_seconds_count{server=\"ticketing\"} 6",
                            "stanchion_metrics_channels_left_out 0")
                    .anyMatch(line ->
                            line.matches(
                                    "nss_chan_subs_pending_count\\{server=\"ticketing\","
                                            + "channel=\"tickets:created\",client_id=\"orders\","
                                            + "inbox=\"_INBOX[^\"]+\",queue_name=\"\","
                                            + "is_durable=\"false\",is_offline=\"false\"} 1"))
                    .anyMatch(line ->
                            line.matches(
                                    "stanchion_consumer_lag_messages\\{server=\"ticketing\","
                                            + "channel=\"tickets:created\",client_id=\"orders\","
                                            + "durable_name=\"\",queue_name=\"\","
                                            + "subid=\"[0-9]+\"} 3"));
        }
    }

    /** Prometheus refuses a whole page for one bad line, or for one series twice. */
    @Test
    void shouldFollowTheGrammarToTheLetter() throws Exception {
        // given
        Monitored server = Monitored.start(programs);
        server.server().assumeStanchion("it needs an exporter beside it");
        try (StreamingStory story = StreamingStory.on(server)) {
            story.orders().publish("quote\"back\\slash", "x".getBytes(UTF_8));
            story.orders().subscribe("twice", message -> {});
            story.orders().subscribe("twice", message -> {});

            // when
            List<String> lines = server.get("/metrics").body().lines().toList();

            // then
            Set<String> series = new HashSet<>();
            String family = "";
            for (String line : lines) {
                if (line.startsWith("# HELP ")) {
                    continue;
                }
                if (line.startsWith("# TYPE ")) {
                    family = line.split(" ", -1)[2];
                    continue;
                }
                Matcher sample = SAMPLE.matcher(line.replace("le=\"+Inf\"", "le=\"0\""));
                assertThat(sample.matches()).as(line).isTrue();
                assertThat(sample.group(1).replaceAll("_(bucket|sum|count)$", ""))
                        .isEqualTo(family.replaceAll("_(count)$", ""));
                assertThat(series.add(line.substring(0, line.lastIndexOf(' ')))).isTrue();
            }
            assertThat(lines).anyMatch(line -> line.contains("quote\\\"back\\\\slash"));
        }
    }

    @Test
    void shouldAskForAUserIfThereIsOne() throws Exception {
        // given
        Monitored server =
                Monitored.start(
                        programs,
                        "-c",
                        ConfigFile.of("monitoring_user: ops\nmonitoring_password: \"s3cret\"\n"));
        server.server().assumeStanchion("its pages are open to everybody");

        // when
        HttpResponse<String> denied = server.get("/metrics");

        // then
        assertThat(denied.statusCode()).isEqualTo(401);
        assertThat(denied.body()).isEqualTo("401 Unauthorized\n");
        assertThat(server.program().errors()).noneMatch(line -> line.contains("s3cret"));
    }

    @Test
    void shouldTellWhetherItIsReady() throws Exception {
        // when
        Monitored server = Monitored.start(programs);
        server.server().assumeStanchion("it has one probe only");

        // then
        for (String probe : List.of("/healthz", "/livez", "/readyz")) {
            assertThat(server.get(probe).body()).isEqualTo("{\"status\":\"ok\"}");
        }
    }
}
