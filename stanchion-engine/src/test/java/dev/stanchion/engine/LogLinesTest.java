package dev.stanchion.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import java.time.Duration;
import java.util.List;
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
    void shouldWarnOnceOfAMessageThatWasSentAgainFiveTimes() {
        try (EngineBed bed = EngineBed.started()) {
            // given
            TestClient client = bed.connected("orders-1");
            client.subscribes(
                    "foo", r -> Requests.ackWait(10).apply(Requests.queue("orders").apply(r)));
            client.publishes("foo", 1);
            bed.advance(Duration.ofSeconds(49));
            List<String> before = warnings(bed);

            // when
            bed.advance(Duration.ofSeconds(70));

            // then
            assertThat(before).isEmpty();
            assertThat(warnings(bed))
                    .containsExactly(
                            "WARNING [Client:orders-1] Message 1 of foo was sent 6 times to group"
                                    + " orders and never acknowledged; the last time to orders-1"
                                    + " (subid=1), with an ack wait of 10s");
        }
    }

    @Test
    void shouldWarnOfOneMessageAMinuteAndPosition() {
        try (EngineBed bed = EngineBed.started()) {
            // given
            TestClient client = bed.connected("orders-1");
            client.subscribes(
                    "foo", r -> Requests.ackWait(10).apply(Requests.durable("orders").apply(r)));
            client.subscribes(
                    "foo", r -> Requests.ackWait(10).apply(Requests.durable("mails").apply(r)));
            client.publishes("foo", 3);

            // when
            bed.advance(Duration.ofSeconds(55));
            List<String> atFirst = warnings(bed);
            bed.advance(Duration.ofSeconds(60));
            List<String> aMinuteLater = warnings(bed);

            // then
            assertThat(atFirst)
                    .hasSize(2)
                    .allMatch(line -> line.contains("Message 1 of foo was sent 6 times to durable"))
                    .anyMatch(line -> line.contains("durable orders of orders-1"))
                    .anyMatch(line -> line.contains("durable mails of orders-1"));
            assertThat(aMinuteLater)
                    .hasSize(4)
                    .filteredOn(line -> line.contains("Message 2 of foo was sent 12 times"))
                    .hasSize(2);
        }
    }

    @Test
    void shouldNotWarnOfWhatWasAcknowledgedMeanwhile() {
        try (EngineBed bed = EngineBed.started()) {
            // given
            TestClient client = bed.connected("orders-1");
            TestSubscription slow = client.subscribes("foo", Requests.ackWait(10));
            client.publishes("foo", 1);
            bed.advance(Duration.ofSeconds(45));

            // when
            slow.acknowledges(1);
            bed.advance(Duration.ofSeconds(30));

            // then
            assertThat(warnings(bed)).isEmpty();
        }
    }

    private static List<String> warnings(EngineBed bed) {
        return bed.logged().stream().filter(line -> line.startsWith("WARNING")).toList();
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
