package dev.stanchion.engine.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.admin.Operation;
import dev.stanchion.engine.policy.PolicyText;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Operator;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Findings about parked messages and about policies without an effect. */
class PolicyFindingsTest {
    private static final String CHANNEL = "tickets:created";
    private static final String PARKED = "tickets:created.parked";

    private final EngineBed bed =
            EngineBed.started(
                    EngineOptions.defaults()
                            .withPolicies(
                                    PolicyText.parse(
                                            "tickets:*=max_deliveries:1;orders:*=backoff:1s/30s/31s")),
                    3);
    private final FoundLines found = new FoundLines(bed);
    private final Operator operator = new Operator(bed);
    private final TestClient publisher = bed.connected("publisher-1");
    private final TestClient worker = bed.connected("worker-1");

    @AfterEach
    void close() {
        bed.close();
    }

    private void parks(int messages) {
        publisher.publishes(CHANNEL, messages);
        found.after(Duration.ofSeconds(2));
    }

    private void workerListens() {
        worker.subscribes(CHANNEL, Requests.all(Requests.queue("orders"), Requests.ackWait(1)));
    }

    private void drops(int from, int upTo) {
        operator.applies(
                        new Operation.DropParked(
                                PARKED, LongStream.rangeClosed(from, upTo).boxed().toList()))
                .orThrow();
    }

    @Test
    void shouldFindThatMoreAndMoreMessagesAreParked() {
        // given
        workerListens();

        // when
        parks(10);
        found.afterARound();

        // then
        assertThat(found.sentences())
                .contains(
                        "10 more messages of tickets:created are parked than 10 minutes ago, most of"
                                + " group:orders; 10 are now.");
        assertThat(found.told(FindingKind.PARKED_GROWS)).hasSize(1);

        // when
        found.after(Duration.ofMinutes(12));

        // then
        assertThat(found.codes()).doesNotContain(FindingKind.PARKED_GROWS.code());
        assertThat(found.told(FindingKind.PARKED_GROWS)).hasSize(1);
        assertThat(found.over(FindingKind.PARKED_GROWS)).hasSize(1);
    }

    @Test
    void shouldNotFindThatFewMessagesAreParkedNorThatTheyWereDropped() {
        // given
        workerListens();

        // when
        parks(9);
        found.afterARound();
        drops(1, 5);
        parks(5);
        found.afterARound();

        // then
        assertThat(found.told(FindingKind.PARKED_GROWS)).isEmpty();
    }

    @Test
    void shouldNotTakeWhatWasParkedBeforeARestartForNew() {
        // given
        workerListens();
        parks(20);

        // when
        bed.restart();
        found.after(Duration.ofSeconds(25));

        // then
        assertThat(found.codes()).doesNotContain(FindingKind.PARKED_GROWS.code());
    }

    @Test
    void shouldFindPausesThatAreNotLongerThanTheAckWait() {
        // given
        worker.subscribes(
                "orders:created", Requests.all(Requests.queue("orders"), Requests.ackWait(30)));
        worker.subscribes(
                "orders:updated", Requests.all(Requests.queue("orders"), Requests.ackWait(30)));

        // when
        found.afterARound();

        // then
        assertThat(found.sentences())
                .containsExactly(
                        "backoff 1s/30s of orders:* has no effect for orders: its ack wait is 30s.");
        assertThat(found.told(FindingKind.BACKOFF_BELOW_ACK_WAIT)).hasSize(1);
    }

    @Test
    void shouldEndWhenTheAckWaitIsShorter() {
        // given
        TestClient other = bed.connected("other-1");
        other.subscribes("orders:created", Requests.all(Requests.queue("o"), Requests.ackWait(1)));
        found.afterARound();
        assertThat(found.told(FindingKind.BACKOFF_BELOW_ACK_WAIT)).hasSize(1);

        // when
        other.closes();
        found.afterARound();

        // then
        assertThat(found.over(FindingKind.BACKOFF_BELOW_ACK_WAIT)).hasSize(1);
    }

    @Test
    void shouldNotFindPausesThatAreLongerThanTheAckWait() {
        // given
        bed.restartWith(
                EngineOptions.defaults().withPolicies(PolicyText.parse("orders:*=backoff:31s/1m")));
        TestClient again = bed.connected("again-1");
        again.subscribes(
                "orders:created", Requests.all(Requests.queue("orders"), Requests.ackWait(30)));

        // when
        found.afterARound();

        // then
        assertThat(found.told(FindingKind.BACKOFF_BELOW_ACK_WAIT)).isEmpty();
    }
}
