package dev.stanchion.acceptance.deploy;

import static dev.stanchion.acceptance.deploy.Manifest.list;
import static dev.stanchion.acceptance.deploy.Manifest.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.FreePort;
import dev.stanchion.kit.process.NatsCluster;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Project;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code stanchion-on-nats.yaml} with the nats-servers of {@code nats-values.yaml}: users and
 * rights as they are there, on this machine.
 */
@Tag("long")
class NatsClusterManifestIT {
    private static final Map<String, String> PASSWORDS =
            Map.of("STANCHION_PASSWORD", "change-me", "TICKETS_PASSWORD", "change-me-too");
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;

    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path temp;

    private final Manifest manifest = Manifest.named("stanchion-on-nats.yaml");
    private final HelmValues values = HelmValues.read();
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void shouldServeClientsOfTheClusterAndTakeOver() throws IOException {
        // given
        NatsCluster nats = startNats();
        Map<Integer, Program> pods = new LinkedHashMap<>();
        for (int i = 1; i <= 2; i++) {
            int port = FreePort.next();
            pods.put(port, startPod("stanchion-" + i, port, nats));
        }
        int active = awaitActive(pods);
        for (int port : pods.keySet()) {
            Waiting.until(
                    "both are ready, and one of them follows",
                    () ->
                            status(port, "/streaming/isFTActive")
                                    == (port == active ? OK : NO_CONTENT));
            for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
                String path = text(manifest.container(), probe + ".httpGet.path");
                assertThat(status(port, path)).as(path).isEqualTo(OK);
            }
            assertThat(status(port, "/metrics")).isEqualTo(OK);
        }
        assertThat(stanchion(nats, "publish", "tickets:created", "t1").awaitExit()).isZero();

        // when
        Objects.requireNonNull(pods.remove(active)).kill();
        awaitActive(pods);

        // then
        assertThat(stanchion(nats, "publish", "tickets:created", "t2").awaitExit()).isZero();
        Program listener =
                stanchion(nats, "listen", "tickets:created", "--from", "first", "--count", "2");
        assertThat(listener.awaitExit()).isZero();
        assertThat(listener.output()).anyMatch(line -> line.contains("t1"));
    }

    private NatsCluster startNats() throws IOException {
        Path file = temp.resolve("nats.conf");
        Files.writeString(file, values.mergedConfiguration(PASSWORDS));
        NatsCluster nats =
                NatsCluster.start(
                        programs,
                        temp.resolve("streams"),
                        values.replicas(),
                        "-c",
                        file.toString());
        nats.servers().getFirst().requireMinorVersion(14);
        return nats;
    }

    private Program startPod(String name, int monitoringPort, NatsCluster nats) throws IOException {
        String configuration =
                file("ConfigMap", "data", "stanchion.conf")
                        .replace(addressesInKubernetes(), nats.urls());
        Path file = Files.writeString(temp.resolve(name + ".conf"), configuration);
        List<String> flags =
                new ArrayList<>(
                        manifest.args().stream()
                                .map(arg ->
                                        arg.replace(
                                                "/etc/stanchion/stanchion.conf", file.toString()))
                                .toList());
        flags.addAll(List.of("-m", Integer.toString(monitoringPort)));
        return Server.launch(
                programs,
                Map.of(
                        "POD_NAME",
                        name,
                        "STANCHION_PASSWORD",
                        file("Secret", "stringData", "stanchion")),
                flags);
    }

    private String file(String kind, String path, String name) {
        return Objects.requireNonNull(Manifest.files(manifest.object(kind), path).get(name))
                .toString();
    }

    /** Returns what the chart calls its pods, for a release with the name {@code nats}. */
    private String addressesInKubernetes() {
        return String.join(
                ", ",
                IntStream.range(0, values.replicas())
                        .mapToObj("nats://nats-%d.nats-headless:4222"::formatted)
                        .toList());
    }

    private Program stanchion(NatsCluster nats, String... arguments) {
        String url =
                nats.servers().getFirst().url().replace("nats://", "nats://tickets:change-me-too@");
        return programs.start(
                "stanchion " + arguments[0],
                Project.root(),
                Map.of(),
                Stream.concat(
                                Stream.of(Project.root().resolve("bin/stanchion").toString()),
                                Stream.concat(
                                        Stream.of(arguments),
                                        Stream.of("-u", url, "-c", "ticketing")))
                        .toList());
    }

    private int awaitActive(Map<Integer, Program> pods) {
        List<Integer> active = new ArrayList<>();
        Waiting.until(
                "one of them is active",
                () -> {
                    active.clear();
                    pods.keySet().stream()
                            .filter(port -> status(port, "/streaming/isFTActive") == OK)
                            .forEach(active::add);
                    return active.size() == 1;
                });
        return active.getFirst();
    }

    private int status(int port, String path) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + port + path);
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0; // it does not serve its port yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Test
    void shouldUseTheAddressesAndTheSecretOfTheChart() {
        // given
        Object container = manifest.container();

        // then
        assertThat(file("ConfigMap", "data", "stanchion.conf"))
                .contains("ns: \"" + addressesInKubernetes() + "\"");
        assertThat(list(container, "env"))
                .filteredOn(variable -> text(variable, "name").equals("STANCHION_PASSWORD"))
                .singleElement()
                .extracting(
                        variable -> text(variable, "valueFrom.secretKeyRef.name"),
                        variable -> text(variable, "valueFrom.secretKeyRef.key"))
                .containsExactly(
                        text(
                                values.values(),
                                "container.env.STANCHION_PASSWORD.valueFrom.secretKeyRef.name"),
                        text(
                                values.values(),
                                "container.env.STANCHION_PASSWORD.valueFrom.secretKeyRef.key"));
    }

    @Test
    void shouldNeverTakeAwayMoreThanOnePodAtATime() {
        // given
        Object deployment = manifest.object("Deployment");

        // then
        assertThat(text(manifest.object("PodDisruptionBudget"), "spec.maxUnavailable"))
                .isEqualTo("1");
        assertThat(text(deployment, "spec.strategy.rollingUpdate.maxUnavailable")).isEqualTo("1");
        assertThat(text(deployment, "spec.strategy.rollingUpdate.maxSurge")).isEqualTo("0");
        assertThat(text(deployment, "spec.replicas")).isEqualTo("3");
    }
}
