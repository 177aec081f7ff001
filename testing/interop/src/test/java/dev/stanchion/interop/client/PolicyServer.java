package dev.stanchion.interop.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.kit.process.FreePort;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Project;
import dev.stanchion.kit.process.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A server with a policy for each of some queue groups, whatever the channel, and what an operator
 * does there. Safe for use by many threads.
 */
public final class PolicyServer implements AutoCloseable {
    /** The group whose messages are parked after two attempts. */
    public static final String PARKING = "parking";

    /** The group that gets a message again after three seconds, whatever its ack wait. */
    public static final String BACKING_OFF = "backing-off";

    /** The group that gets a message two seconds after it was stored. */
    public static final String DELAYED = "delayed";

    /** The group that works on one message of each {@code id} at a time. */
    public static final String ORDERED = "ordered";

    private static final List<String> POLICIES =
            List.of(
                    "*/group:%s=max_deliveries:2".formatted(PARKING),
                    "*/group:%s=backoff:3s".formatted(BACKING_OFF),
                    "*/group:%s=delay:2s".formatted(DELAYED),
                    "*/group:%s=key:$.id".formatted(ORDERED));

    private final Programs programs = new Programs();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Server server;
    private final String api;
    private final String token;

    PolicyServer() {
        try {
            Path state = Files.createTempDirectory(Project.work(), "policies");
            int monitoring = FreePort.next();
            Stream<String> flags = Stream.of("-mc", "0", "-m", Integer.toString(monitoring));
            this.server =
                    Server.start(
                            programs,
                            Map.of("XDG_STATE_HOME", state.toString()),
                            Stream.concat(
                                            flags,
                                            POLICIES.stream()
                                                    .flatMap(each -> Stream.of("-policy", each)))
                                    .toArray(String[]::new));
            Path secret = state.resolve("stanchion/admin-token-" + monitoring);
            this.token = Files.readString(secret).strip();
            this.api = "http://%s:%d/api/v1".formatted(server.host(), monitoring);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Server server() {
        return server;
    }

    /**
     * Sends a parked message again to the group that has not processed it.
     *
     * @param sequence in the channel of parked messages
     */
    public void redrive(String channel, long sequence) {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "%s/channels/%s/parked/redrive"
                                                .formatted(api, URLEncoder.encode(channel, UTF_8))))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .header("If-Match", "*")
                        .POST(BodyPublishers.ofString("{\"sequences\":[%d]}".formatted(sequence)))
                        .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
        programs.close();
    }
}
