package dev.stanchion.test;

import static dev.stanchion.test.StanchionAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.client.StreamingConnection;
import dev.stanchion.test.look.PositionView;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Assertions that hold, and what those say that do not. */
class StanchionAssertionsIT {
    private static final String CHANNEL = "tickets:created";

    private static TestBroker impatient() {
        return TestBroker.builder().patience(Duration.ofMillis(200)).start();
    }

    private static void failsWith(ThrowingCallable assertion, String... parts) {
        assertThatThrownBy(assertion)
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(parts);
    }

    @Test
    void shouldAcceptWhatIsSo() {
        try (TestBroker broker = TestBroker.start()) {
            // given
            StreamingConnection orders = broker.connect("orders-1");
            orders.subscribe(CHANNEL, Subscriptions.group("orders"), message -> {});
            broker.publish(CHANNEL, "one");
            broker.publish(CHANNEL, "two");
            PositionView group = broker.group(CHANNEL, "orders");

            // then
            assertThat(group)
                    .as("the orders service")
                    .eventually()
                    .hasDelivered(2)
                    .isCaughtUp()
                    .exists()
                    .hasMembers(1)
                    .hasInFlight(0)
                    .hasLag(0)
                    .hasAcknowledged(2)
                    .hasRedelivered(0)
                    .hasAttempts(1, 1);
            assertThat(broker.channel(CHANNEL)).exists().hasMessages(2).hasTexts("one", "two");
            assertThat(broker.channel(CHANNEL)).hasParked(0);
            assertThat(broker.channel("other")).doesNotExist();
            assertThat(broker.group(CHANNEL, "other")).doesNotExist();
            assertThat(broker).hasChannels(CHANNEL).hasClient("orders-1").hasNoClient("x");
            orders.close();
            assertThat(broker).eventually().hasNoLeftovers();
        }
    }

    @Test
    void shouldSayWhatIsSoInsteadAndWhy() {
        try (TestBroker broker = impatient()) {
            // given
            StreamingConnection orders = broker.connect("orders-1");
            orders.subscribe(CHANNEL, Subscriptions.manual("orders"), message -> {});
            broker.publish(CHANNEL, "one");
            PositionView group = broker.group(CHANNEL, "orders");
            group.awaitDelivered(1);

            // then
            // snippet: assertions
            assertThat(group).hasDelivered(1).hasInFlight(1).hasRedelivered(0);
            assertThat(broker.channel("tickets:created")).hasTexts("one");
            assertThat(broker).hasClient("orders-1");
            // end
            failsWith(
                    () -> assertThat(group).as("the orders service").isCaughtUp(),
                    "[the orders service] ",
                    "expected group orders of tickets:created to be caught up",
                    "found: 0 not sent, 1 in flight",
                    "why: ",
                    "events: ",
                    "sent #1 to orders-1");
            failsWith(
                    () -> assertThat(group).eventually().hasRedelivered(1),
                    "to have got 1 repetitions within 200 ms",
                    "found: 0");
            failsWith(() -> assertThat(group).hasInFlight(2), "2 messages in flight", "found: 1");
            failsWith(() -> assertThat(group).doesNotExist(), "not to exist");
            failsWith(
                    () -> assertThat(broker.channel(CHANNEL)).hasTexts("two"),
                    "expected channel tickets:created to have the messages [two]",
                    "found: [one]");
            failsWith(
                    () -> assertThat(broker).hasNoLeftovers(),
                    "expected nothing to be left behind",
                    "found: client orders-1 is not closed");
            failsWith(
                    () -> assertThat(broker).hasChannels("a"),
                    "expected the channels [a]",
                    "found: [tickets:created]");
        }
    }
}
