package dev.stanchion.server;

import dev.stanchion.store.jetstream.api.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the monitoring of NATS servers whether they sync each message to the disk, and warns if not.
 * Stateless. Nothing waits for the answer.
 */
final class SyncInterval {
    private static final Logger LOG = LoggerFactory.getLogger(SyncInterval.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 1024 * 1024;
    private static final int OK = 200;
    private static final long SECONDS_PER_MINUTE = 60;
    private static final double MILLIS_PER_SECOND = 1000;

    private SyncInterval() {}

    /**
     * Asks one server.
     *
     * @param monitor {@code http://n1:8222}
     */
    static void check(URI monitor) {
        URI page = URI.create(monitor.toString().replaceAll("/+$", "") + "/jsz?config=1");
        HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        HttpRequest request = HttpRequest.newBuilder(page).timeout(PATIENCE).build();
        CompletableFuture<?> unused =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                        .thenApply(answer -> warning(read(answer)))
                        .whenComplete((warning, why) -> {
                            if (why == null) {
                                warning.ifPresent(LOG::warn);
                            } else {
                                LOG.warn(
                                        "js_monitor {}: {}. It is unknown how often that NATS server syncs",
                                        monitor,
                                        reason(why));
                            }
                            http.shutdownNow();
                        });
    }

    private static String reason(Throwable why) {
        Throwable cause = why;
        while (cause.getCause() != null
                && (cause instanceof CompletionException
                        || cause instanceof UncheckedIOException)) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private static JsonObject read(HttpResponse<InputStream> answer) {
        try (InputStream body = answer.body()) {
            if (answer.statusCode() != OK) {
                throw new IOException("status " + answer.statusCode());
            }
            return JsonObject.parse(body.readNBytes(MAX_BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns what the operator should know; empty if the server syncs each message.
     *
     * @param jsz the page of the server's monitoring
     */
    static Optional<String> warning(JsonObject jsz) {
        JsonObject config = jsz.object("config");
        if (!config.has("sync_interval")) {
            return Optional.of("js_monitor: that NATS server says nothing of its sync_interval");
        }
        return config.flag("sync_always")
                ? Optional.empty()
                : Optional.of(
                        "acknowledged messages may be lost if several NATS servers lose power"
                                + " within %s: set jetstream { sync_interval: always }"
                                        .formatted(
                                                text(
                                                        Duration.ofNanos(
                                                                config.number("sync_interval")))));
    }

    private static String text(Duration interval) {
        long seconds = interval.toSeconds();
        return seconds > 0 && seconds % SECONDS_PER_MINUTE == 0
                ? seconds / SECONDS_PER_MINUTE + "m"
                : interval.toMillis() / MILLIS_PER_SECOND + "s";
    }
}
