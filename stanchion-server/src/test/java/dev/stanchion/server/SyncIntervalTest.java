package dev.stanchion.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.stanchion.store.jetstream.api.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncIntervalTest {
    private static Optional<String> warning(String jsz) {
        return SyncInterval.warning(JsonObject.parse(jsz.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({"120000000000, 2m", "90000000000, 90.0s", "500000000, 0.5s"})
    void shouldSayWhatAPowerLossCosts(long nanos, String shown) {
        assertThat(warning("{\"config\":{\"sync_interval\":%d}}".formatted(nanos)))
                .contains(
                        "acknowledged messages may be lost if several NATS servers lose power"
                                + " within %s: set jetstream { sync_interval: always }"
                                        .formatted(shown));
    }

    @Test
    void shouldSayNothingOfAServerThatSyncsEachMessage() {
        assertThat(
                        warning(
                                "{\"config\":{\"sync_interval\":120000000000,"
                                        + "\"sync_always\":true}}"))
                .isEmpty();
    }

    @Test
    void shouldSayThatItIsUnknown() {
        assertThat(warning("{\"disabled\":true}"))
                .hasValueSatisfying(
                        text -> assertThat(text).contains("says nothing of its sync_interval"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "200|{\"config\":{\"sync_interval\":120000000000}}|within 2m: set jetstream",
                "200|{}|says nothing of its sync_interval",
                "404|{}|/: status 404. It is unknown how often that NATS server syncs",
            })
    void shouldAskTheMonitoringOfANatsServer(int status, String jsz, String warned)
            throws IOException {
        // given
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer monitoring =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        monitoring.createContext(
                "/",
                exchange -> {
                    asked.add(exchange.getRequestURI().toString());
                    byte[] body = jsz.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        monitoring.start();
        URI url = URI.create("http://127.0.0.1:" + monitoring.getAddress().getPort() + "/");

        // when
        try (Warnings warnings = new Warnings()) {
            SyncInterval.check(url);

            // then
            assertThat(warnings.first()).contains(warned);
        }
        assertThat(asked).containsExactly("/jsz?config=1");
        monitoring.stop(0);
    }

    /** What the class logs. */
    private static final class Warnings extends Handler implements AutoCloseable {
        private static final Logger LOGGER = Logger.getLogger(SyncInterval.class.getName());

        private final CompletableFuture<String> first = new CompletableFuture<>();

        Warnings() {
            LOGGER.addHandler(this);
        }

        String first() {
            return first.orTimeout(30, TimeUnit.SECONDS).join();
        }

        @Override
        public void publish(LogRecord event) {
            first.complete(event.getMessage());
        }

        @Override
        public void flush() {} // nothing waits

        @Override
        public void close() {
            LOGGER.removeHandler(this);
        }
    }
}
