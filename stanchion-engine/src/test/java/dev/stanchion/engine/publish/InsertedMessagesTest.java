package dev.stanchion.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.StoreLimits;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Received;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks stores with other writers, whose messages come before those that are not durable. */
class InsertedMessagesTest {
    private final EngineBed bed = EngineBed.started(EngineOptions.defaults(), 1);
    private final TestClient client = bed.connected("orders");

    @AfterEach
    void close() {
        bed.close();
    }

    private void publishes(String channel, String data) {
        client.sendsMessage(channel, data);
        bed.settle();
    }

    private void othersWrite(String channel, String... data) {
        bed.store().channel(channel).insert(data);
        bed.settle();
    }

    private void storeAnswers() {
        bed.store().letGo();
        bed.settle();
    }

    @Test
    void shouldNotAcknowledgeBeforeTheMessageItselfIsDurable() {
        // given
        publishes("foo", "first");
        bed.store().holdBack();
        publishes("foo", "second");
        publishes("foo", "third");

        // when: sequences 2 and 3 are durable, and are not ours
        othersWrite("foo", "x", "y");

        // then
        assertThat(client.ackedGuids()).containsExactly("g0");

        // when
        storeAnswers();

        // then
        assertThat(client.ackedGuids()).containsExactly("g0", "g1", "g2");
        assertThat(bed.store().channel("foo").sequences()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void shouldAcknowledgeAMessageThatAnotherServerHasStoredWhileItWaited() {
        // given
        publishes("foo", "first");
        bed.store().holdBack();
        publishes("foo", "second");
        publishes("foo", "third");
        publishes("foo", "fourth");

        // when: another server stores the third at sequence 2
        bed.store().channel("foo").storeByOther(1);
        bed.settle();

        // then: its acknowledgement waits for those of earlier messages
        assertThat(client.ackedGuids()).containsExactly("g0");

        // when
        storeAnswers();

        // then
        assertThat(client.ackedGuids()).containsExactly("g0", "g1", "g2", "g3");
        assertThat(bed.store().channel("foo").sequences()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void shouldAcknowledgeAtOnceWhatAnotherServerHasStoredIfNothingWaitsBefore() {
        // given
        bed.store().holdBack();
        publishes("foo", "1");
        publishes("foo", "2");

        // when
        bed.store().channel("foo").storeByOther(0);
        bed.settle();

        // then
        assertThat(client.ackedGuids()).containsExactly("g0");
    }

    @Test
    void shouldGoOnBehindWhatOthersHaveWritten() {
        // given
        publishes("foo", "1");

        // when: nothing is under way
        othersWrite("foo", "x");
        publishes("foo", "2");

        // then
        assertThat(client.ackedGuids()).containsExactly("g0", "g1");
        assertThat(bed.store().channel("foo").sequences()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldDeliverAllInTheOrderOfTheStore() {
        // given
        TestSubscription listener = client.subscribes("foo");
        bed.store().holdBack();
        publishes("foo", "1");
        publishes("foo", "2");

        // when
        othersWrite("foo", "x");
        publishes("foo", "3");
        storeAnswers();

        // then
        assertThat(listener.received())
                .extracting(Received::data)
                .isEqualTo(List.of("x", "1", "2", "3"));
        assertThat(listener.sequences()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void shouldRefuseMessagesThatMovedUpAndAreLost() {
        // given
        bed.store().holdBack();
        publishes("foo", "1");
        othersWrite("foo", "x");

        // when
        bed.store().channel("foo").loseUnsynced();
        bed.settle();

        // then
        assertThat(client.acks()).hasSize(1);
        assertThat(client.acks().getFirst().error()).contains("disk gone");
    }

    @Test
    void shouldKeepAnIdleChannelWhosePublishersStillWait() {
        StoreLimits limits = new StoreLimits(0, 0, 0, 0, 0, Duration.ofSeconds(1).toNanos());
        try (EngineBed idle = EngineBed.started(EngineOptions.defaults().withLimits(limits))) {
            // given
            TestClient publisher = idle.connected("orders");
            idle.store().holdBack();
            publisher.sendsMessage("foo", "1");
            idle.settle();
            idle.store().channel("foo").insert("x");

            // when
            idle.advance(Duration.ofSeconds(3));

            // then
            assertThat(idle.store().hasChannel("foo")).isTrue();
        }
    }

    @Test
    void shouldTraceAcknowledgementsOfMessagesThatMovedUp() {
        Logger log = Logger.getLogger("dev.stanchion.engine.publish");
        log.setLevel(Level.FINEST);
        try {
            // given
            bed.store().holdBack();
            publishes("foo", "1");

            // when
            othersWrite("foo", "x");
            storeAnswers();

            // then
            assertThat(bed.logged())
                    .contains("FINEST [Client:orders] Acking Publisher subj=foo guid=g0");
        } finally {
            log.setLevel(null);
        }
    }

    @Test
    void shouldTellTheStoreWhoPublishedAMessageUnderWhichName() {
        // when
        publishes("foo", "1");

        // then
        assertThat(bed.store().channel("foo").origin(1)).isEqualTo("g0 of orders");
    }
}
