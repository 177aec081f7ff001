package dev.stanchion.cli.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.server.commandline.StateDirectory;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends requests to the HTTP API of a server. */
final class ApiClient {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int USUAL_PORT = 8222;

    private final ApiFlags flags;
    private final Map<String, String> environment;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    ApiClient(ApiFlags flags, Map<String, String> environment) {
        this.flags = flags;
        this.environment = environment;
    }

    /**
     * A request.
     *
     * @param path below {@code /api/v1}, with its query
     * @param body JSON; empty for none
     */
    record Request(String method, String path, String body) {
        /** Returns the request that only plans the change. */
        Request asDryRun() {
            return new Request(
                    method, path + (path.contains("?") ? "&" : "?") + "dry_run=true", body);
        }
    }

    /** The answer, successful or not. */
    record Answer(int status, String text) {
        boolean isSuccess() {
            return status / 100 == 2;
        }

        Map<String, Object> json() {
            return JsonTree.object(text);
        }
    }

    /** Returns a name as a part of a path. */
    static String encoded(String name) {
        return URLEncoder.encode(name, UTF_8).replace("+", "%20");
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @param state in {@code If-Match}; null for none
     */
    Answer send(Request request, @Nullable String state) {
        String root = flags.url().toString().replaceAll("/+$", "");
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(root + "/api/v1" + request.path()))
                        .timeout(PATIENCE)
                        .header("Accept", "application/json");
        String authorization = authorization();
        if (!authorization.isEmpty()) {
            builder.header("Authorization", authorization);
        }
        if (state != null) {
            builder.header("If-Match", state.equals("*") ? "*" : "\"" + state + "\"");
        }
        if (!request.method().equals("GET")) {
            builder.header("Content-Type", "application/json");
        }
        builder.method(
                request.method(),
                request.body().isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(request.body()));
        try {
            HttpResponse<String> response =
                    http.send(builder.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new ApiException(
                    "No server answers at " + root + " (" + e + ")",
                    "Start the server with a monitoring port (-m 8222), or give its --url.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException("Interrupted", "The change may have been made.", e);
        }
    }

    private String authorization() {
        String user = flags.user();
        if (user != null) {
            String password = environment.getOrDefault("STANCHION_PASSWORD", "");
            String pair = user + ":" + password;
            return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
        }
        Path given = flags.tokenFile();
        int port = flags.url().getPort() < 0 ? USUAL_PORT : flags.url().getPort();
        Path file =
                given == null
                        ? StateDirectory.of(environment).resolve("admin-token-" + port)
                        : given;
        if (given == null && !Files.isReadable(file)) {
            return ""; // whoever only looks needs none
        }
        try {
            return "Bearer " + Files.readString(file).strip();
        } catch (IOException e) {
            throw new ApiException(
                    "The token file " + file + " cannot be read (" + e + ")",
                    "Run the command as the user of the server, or give --token-file or --user.",
                    e);
        }
    }
}
