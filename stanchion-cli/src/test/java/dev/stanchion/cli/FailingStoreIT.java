package dev.stanchion.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.StreamingException;
import dev.stanchion.test.TestBroker;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the API, and so each page of the dashboard, tells of a store that refuses messages. */
@Timeout(90)
class FailingStoreIT {
    private static String overview(TestBroker broker) throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + broker.monitoringPort() + "/api/v1/overview");
        try (InputStream answer = uri.toURL().openStream()) {
            return new String(answer.readAllBytes(), UTF_8);
        }
    }

    @Test
    void shouldTellWhyTheStoreRefusesMessagesForAsLongAsItDoes() throws IOException {
        try (TestBroker broker =
                TestBroker.builder()
                        .server(options -> options.monitoringHost("127.0.0.1").monitoringPort(0))
                        .start()) {
            // given
            StreamingConnection client = broker.connect("tickets-1");
            client.publish("tickets:created", "one".getBytes(UTF_8));
            assertThat(overview(broker)).doesNotContain("storeFailure");

            // when
            broker.store().full();
            assertThatThrownBy(() -> client.publish("tickets:created", "two".getBytes(UTF_8)))
                    .isInstanceOf(StreamingException.class);

            // then
            assertThat(overview(broker))
                    .containsPattern("\"storeFailure\":\"[^\"]*the test has filled the store");

            // when
            broker.heal();
            broker.clock().advance(Duration.ofSeconds(11));

            // then
            await().untilAsserted(
                            () -> assertThat(overview(broker)).doesNotContain("storeFailure"));
        }
    }
}
