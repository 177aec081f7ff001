package dev.stanchion.acceptance.deploy;

import static dev.stanchion.acceptance.deploy.Manifest.list;
import static dev.stanchion.acceptance.deploy.Manifest.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Command;
import dev.stanchion.kit.process.CommandFailedException;
import dev.stanchion.kit.process.FreePort;
import dev.stanchion.kit.process.Installation;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Project;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.Toolchain;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code deploy/kubernetes}: valid for Kubernetes, and true of the server that they run. */
@Tag("long")
class ManifestsIT {
    private static final Path REQUIREMENTS =
            Project.root()
                    .resolve(
                            "testing/acceptance/src/test/deploy/kubernetes-schemas/requirements.txt");

    @RegisterExtension final Programs programs = new Programs();

    @TempDir private Path temp;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nats-depl.yaml",
                "stanchion.yaml",
                "stanchion-on-nats.yaml",
                "client-depl.yaml"
            })
    void shouldBeValidForKubernetes(String name) {
        // given
        Toolchain.PYTHON.orSkip();
        Path tool = installed().resolve("environment/bin/kubernetes-validate");

        // then
        Command.run(temp, tool.toString(), "--strict", Manifest.named(name).file().toString());
    }

    private static Path installed() {
        try {
            return Installation.of(
                    "kubernetes-schemas", List.of(REQUIREMENTS), ManifestsIT::install);
        } catch (CommandFailedException e) {
            Toolchain.PYTHON.unusable("schemas cannot be installed here: " + e.getMessage());
            throw e;
        }
    }

    private static void install(Path directory) {
        Command.run(directory, "python3", "-m", "venv", "environment");
        Command.run(
                directory,
                "environment/bin/pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--no-deps",
                "--requirement",
                "requirements.txt");
    }

    @Test
    void shouldRunTheArgumentsOfTheUsualManifest() throws Exception {
        // given
        Manifest manifest = Manifest.named("nats-depl.yaml");
        int monitoringPort = FreePort.next();

        // when the last one of a flag counts
        Program server = launch(manifest.args(), Map.of(), "-p", "-1", "-m", "" + monitoringPort);

        // then
        server.awaitLine("STREAM: Starting nats-streaming-server[ticketing]");
        server.awaitLine("Streaming Server is ready");
        assertThat(status(monitoringPort, "/streaming/serverz")).isEqualTo(200);
        assertThat(list(manifest.object("Service"), "spec.ports"))
                .extracting(port -> text(port, "targetPort"))
                .containsExactly("4222", "8222");
        assertThat(manifest.args())
                .containsExactly(
                        "-p",
                        "4222",
                        "-m",
                        "8222",
                        "-hbi",
                        "5s",
                        "-hbt",
                        "5s",
                        "-hbf",
                        "2",
                        "-SD",
                        "-cid",
                        "ticketing");
    }

    @Test
    void shouldRunTheConfigurationOfTheStatefulSet() throws Exception {
        // given the content of the projected volume
        Manifest manifest = Manifest.named("stanchion.yaml");
        lay(Manifest.files(manifest.object("ConfigMap"), "data"));
        lay(Manifest.files(manifest.object("Secret"), "stringData"));
        List<String> args =
                manifest.args().stream()
                        .map(arg -> arg.replace("/etc/stanchion", temp.toString()))
                        .toList();
        int monitoringPort = FreePort.next();

        // when
        Program server =
                launch(
                        args,
                        Map.of("POD_NAME", "stanchion-0"),
                        "-p",
                        "-1",
                        "-m",
                        "" + monitoringPort,
                        "-dir",
                        temp.resolve("data").toString());

        // then
        server.awaitLine("STREAM: Starting nats-streaming-server[ticketing]");
        server.awaitLine("Name:     stanchion-0");
        server.awaitLine("Streaming Server is ready");
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            String path = text(manifest.container(), probe + ".httpGet.path");
            assertThat(status(monitoringPort, path)).as(path).isEqualTo(200);
        }
        assertThat(status(monitoringPort, "/metrics")).isEqualTo(200);
    }

    @Test
    void shouldOpenThePortsThatServicesAndProbesName() {
        // given
        Manifest manifest = Manifest.named("stanchion.yaml");
        List<String> open =
                list(manifest.container(), "ports").stream()
                        .map(port -> text(port, "name"))
                        .toList();

        // then
        assertThat(manifest.objects("Service"))
                .flatMap(service -> list(service, "spec.ports"))
                .extracting(port -> text(port, "targetPort"))
                .isSubsetOf(open);
        assertThat(List.of("startupProbe", "readinessProbe", "livenessProbe"))
                .extracting(probe -> text(manifest.container(), probe + ".httpGet.port"))
                .isSubsetOf(open);
        assertThat(Manifest.files(manifest.object("ConfigMap"), "data").toString())
                .contains("listen: \"0.0.0.0:4222\"", "http: 8222");
    }

    @Test
    void shouldTakeAClientsIdFromItsPod() {
        // given
        Object container = Manifest.named("client-depl.yaml").container();

        // then
        assertThat(list(container, "env"))
                .filteredOn(variable -> text(variable, "name").equals("NATS_CLIENT_ID"))
                .singleElement()
                .extracting(variable -> text(variable, "valueFrom.fieldRef.fieldPath"))
                .isEqualTo("metadata.name");
    }

    private void lay(Map<?, ?> files) throws IOException {
        for (var file : files.entrySet()) {
            Files.writeString(temp.resolve(file.getKey().toString()), file.getValue().toString());
        }
    }

    private Program launch(List<String> args, Map<String, String> environment, String... more) {
        List<String> all = new ArrayList<>(args);
        all.addAll(List.of("-a", "127.0.0.1"));
        all.addAll(List.of(more));
        return Server.launch(programs, environment, all);
    }

    private static int status(int port, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + port + path);
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
