package dev.stanchion.cli.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An administrator has a process read its file again through the API. */
class ReloadedByApiIT {
    private static final Pattern STATE = Pattern.compile("\"state\":\"([^\"]+)\"");

    @TempDir private Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private int port;

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("server.conf"), text);
    }

    private HttpRequest.Builder request(String path) throws IOException {
        String token =
                Files.readString(folder.resolve("stanchion/admin-token-" + port), UTF_8).strip();
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d/api/v1/server/%s".formatted(port, path)))
                .header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> reload(String query, String state)
            throws IOException, InterruptedException {
        HttpRequest request =
                request("reload" + query)
                        .header("Content-Type", "application/json")
                        .header("If-Match", state)
                        .POST(BodyPublishers.ofString("{}"))
                        .build();
        return http.send(request, BodyHandlers.ofString(UTF_8));
    }

    private String settings() throws IOException, InterruptedException {
        HttpRequest request = request("configuration").build();
        return http.send(request, BodyHandlers.ofString(UTF_8)).body();
    }

    /** The members of one setting up to its place, whatever its flag and default. */
    private static Pattern setting(String key, String value, String place) {
        return Pattern.compile(
                "\"key\":\"%s\",[^}]*\"value\":\"%s\"[^}]*\"place\":\"%s\""
                        .formatted(key, Pattern.quote(value), Pattern.quote(place)));
    }

    private String planned() throws IOException, InterruptedException {
        return reload("?dry_run=true", "*").body();
    }

    private static String stateOf(String plan) {
        Matcher state = STATE.matcher(plan);
        assertThat(state.find()).as(plan).isTrue();
        return "\"" + state.group(1) + "\"";
    }

    @Test
    void shouldDoWhatSighupDoesAndOnlyWhatWasPlanned() throws Exception {
        // given
        String file = "max_payload: %d\nauthorization { token: \"%s\" }\nstreaming { hbi: \"%s\" }";
        Path path = write(file.formatted(1000, "0ld", "5s"));
        try (ServerUnderTest server =
                ServerUnderTest.start(
                        Map.of("XDG_STATE_HOME", folder.toString()),
                        "-a",
                        "127.0.0.1",
                        "-p",
                        "-1",
                        "-m",
                        "-1",
                        "-c",
                        path.toString())) {
            String line = server.awaitLine("Starting http monitor on ");
            port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
            server.awaitLine("Streaming Server is ready");

            // when
            write(file.formatted(5000, "n3w", "6s"));
            String plan = planned();

            // then
            assertThat(plan)
                    .contains(
                            "\"changes\":[\"authorization token\",\"max_payload = 5000\"]",
                            "until a restart: hb_interval.")
                    .doesNotContain("n3w");
            assertThat(stateOf(planned())).isEqualTo(stateOf(plan));

            // when: the file changes behind the plan, in what the plan does not show
            write(file.formatted(5000, "0ther", "6s"));

            // then
            HttpResponse<String> stale = reload("", stateOf(plan));
            assertThat(stale.statusCode()).isEqualTo(412);

            // when
            HttpResponse<String> done = reload("", stateOf(stale.body()));

            // then
            assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
            server.awaitLine("Reloaded: max_payload = 5000");
            server.awaitLine("Reloaded server configuration");
            assertThat(planned()).contains("No setting changes.");

            assertThat(settings())
                    .containsPattern(setting("authorization", "(hidden)", path + ":2:1"))
                    .containsPattern(setting("max_payload", "5000", path + ":1:1"))
                    .containsPattern(setting("streaming.hb_interval", "5s", path + ":3:13"))
                    .contains("\"place\":\"command line\"")
                    .doesNotContain("0ther");

            // when
            write("max_payload: 6000\nauthorization { tken: \"oops\" }");

            // then
            HttpResponse<String> wrong = reload("", "*");
            assertThat(wrong.statusCode()).isEqualTo(409);
            assertThat(wrong.body()).contains("server.conf:2:17: unknown field");
            server.awaitLine("Reload: ");

            // when
            write(
                    file.formatted(5000, "0ther", "6s")
                            + "\ntls { cert_file: \"gone.pem\","
                            + " key_file: \"gone.pem\" }");

            // then
            assertThat(planned()).contains("gone.pem");
        }
    }
}
