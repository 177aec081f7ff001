package dev.stanchion.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The lines that users' tools look for ({@code spec/operations.md} 5.3). */
class LogLinesTest {
    @Test
    void shouldTellTheStoryOfAClient() {
        try (EngineBed bed = EngineBed.started()) {
            // given
            TestClient client = bed.connected("orders");

            // when
            TestSubscription durable = client.subscribes("foo", Requests.durable("d"));
            durable.closes();
            client.subscribes("foo", Requests.durable("d")).unsubscribes();
            client.closes();

            // then
            String inbox = durable.inbox();
            assertThat(bed.logged())
                    .contains(
                            "FINE [Client:orders] Connected (Inbox="
                                    + client.heartbeatInbox()
                                    + ")",
                            "INFO Channel \"foo\" has been created",
                            "FINE [Client:orders] Started new durable subscription, subject=foo,"
                                    + " inbox="
                                    + inbox
                                    + ", durable=d, queue=, subid=1, seq=1",
                            "FINE [Client:orders] Suspended durable subscription, subject=foo,"
                                    + " inbox="
                                    + inbox
                                    + ", subid=1",
                            "FINE [Client:orders] Closed (Inbox=" + client.heartbeatInbox() + ")")
                    .anyMatch(line -> line.startsWith("FINE [Client:orders] Resumed durable"))
                    .anyMatch(line -> line.startsWith("FINE [Client:orders] Removed subscription"));
        }
    }

    @Test
    void shouldTellOnceAndCountWhenTheStoreRefusesMessageAfterMessage() {
        try (EngineBed bed = EngineBed.started()) {
            // given
            TestClient client = bed.connected("orders");
            client.publishes("foo", "taken");
            bed.store().fail("append");

            // when
            for (int second = 0; second < 70; second++) {
                client.publishes("foo", "refused");
                client.publishes("bar", "refused");
                bed.advance(Duration.ofSeconds(1));
            }
            bed.store().recoverFromFailure();
            bed.advance(Duration.ofSeconds(11));

            // then
            assertThat(bed.logged())
                    .filteredOn(line -> line.contains("essages are refused"))
                    .satisfiesExactly(
                            first ->
                                    assertThat(first)
                                            .startsWith(
                                                    "WARNING Messages are refused: append foo: "),
                            reminder ->
                                    assertThat(reminder)
                                            .startsWith("WARNING Messages are refused: 1")
                                            .contains(" times more in 61 s, at last append bar: "),
                            end ->
                                    assertThat(end)
                                            .isEqualTo(
                                                    "INFO It is over: messages are refused"
                                                            + " (140 times in 69 s)"));
        }
    }

    @Test
    void shouldTellWhatItHasOnlyCountedWhenItClosesAndLeaveNoTimer() {
        try (EngineBed bed = EngineBed.started()) {
            // given
            TestClient client = bed.connected("orders");
            client.publishes("foo", "taken");
            bed.store().fail("append");
            client.publishes("foo", "refused");
            client.publishes("foo", "refused");

            // when
            bed.engine().close();
            bed.settle();

            // then
            assertThat(bed.shards().pendingTimers()).isZero();
            assertThat(bed.logged())
                    .filteredOn(line -> line.contains("essages are refused"))
                    .hasSize(2)
                    .last()
                    .asString()
                    .startsWith("WARNING Messages are refused: once more in 0 s, at last append ");
        }
    }

    @Test
    void shouldTellOnWhichSubjectsItTakesRequests() {
        try (EngineBed bed = EngineBed.started()) {
            assertThat(bed.logged())
                    .containsSubsequence(
                            "FINE Discover subject:           _STAN.discover.test-cluster",
                            "FINE Publish subject:            _STAN.pub.test-cluster.>",
                            "FINE Subscribe subject:          _STAN.sub.test-cluster",
                            "FINE Subscription Close subject: _STAN.subclose.test-cluster",
                            "FINE Unsubscribe subject:        _STAN.unsub.test-cluster",
                            "FINE Close subject:              _STAN.close.test-cluster");
        }
    }
}
