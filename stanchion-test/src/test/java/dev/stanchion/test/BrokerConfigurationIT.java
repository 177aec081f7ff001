package dev.stanchion.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.client.StreamingConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Brokers with the configuration file of a server. */
class BrokerConfigurationIT {
    private static final String PLACE = "classpath:dev/stanchion/test/ticketing.conf";

    @TempDir private Path directory;

    @Test
    void shouldTakeClusterIdAndLimitsAndPoliciesOfTheFile() {
        try (TestBroker broker = TestBroker.builder().config(PLACE).start()) {
            assertThat(broker.clusterId()).isEqualTo("ticketing");

            // when
            StreamingConnection orders = broker.connect("orders-1");
            orders.subscribe("tickets:created", Subscriptions.manual("orders"), message -> {});
            for (String text : new String[] {"one", "two", "three"}) {
                orders.publish("tickets:created", text.getBytes(StandardCharsets.UTF_8));
            }

            // then: two messages are kept, and one delivery is enough
            assertThat(broker.channel("tickets:created").count()).isEqualTo(2);
            broker.group("tickets:created", "orders").awaitDelivered(3);
            broker.clock().advance(Duration.ofSeconds(31));
            broker.channel("tickets:created").awaitParked(1);
            assertThat(broker.monitoringPort()).isNegative();
        }
    }

    @Test
    void shouldLetTheTestGoBeforeTheFile() {
        try (TestBroker broker =
                TestBroker.builder()
                        .config(PLACE)
                        .clusterId("other")
                        .policy("tickets:*=max_deliveries:9")
                        .start()) {
            StreamingConnection orders = broker.connect("orders-1");
            orders.subscribe("tickets:created", Subscriptions.manual("orders"), message -> {});
            broker.publish("tickets:created", "one");
            broker.group("tickets:created", "orders").awaitDelivered(1);
            broker.clock().advance(Duration.ofSeconds(31));
            broker.group("tickets:created", "orders").awaitRedelivered(1);
        }
    }

    private static void failsWith(String place, String message) {
        assertThatThrownBy(() -> TestBroker.builder().config(place).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldNameTheFileAndWhatIsWrongWithIt() throws IOException {
        failsWith("classpath:nowhere.conf", "config: classpath:nowhere.conf is not on the class");
        failsWith(directory.resolve("none.conf").toString(), "none.conf");
        Path unknown = Files.writeString(directory.resolve("a.conf"), "stroe: file\n");
        failsWith(unknown.toString(), "stroe");
        Path broken = Files.writeString(directory.resolve("b.conf"), "streaming {\n");
        failsWith(broken.toString(), "b.conf");
    }
}
