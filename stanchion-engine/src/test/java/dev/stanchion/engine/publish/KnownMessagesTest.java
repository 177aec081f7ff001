package dev.stanchion.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks messages that another server has received, too, and has stored. */
class KnownMessagesTest {
    private final EngineBed bed = EngineBed.started();
    private final TestClient client = bed.connected("orders");

    @AfterEach
    void close() {
        bed.close();
    }

    private void publishes(String channel) {
        client.sendsMessage(channel, "data");
        bed.settle();
    }

    @Test
    void shouldAcknowledgeAKnownMessageAndNotAppendIt() {
        // given
        publishes("foo");
        bed.store().channel("foo").know("g1");

        // when
        publishes("foo");
        publishes("foo");

        // then
        assertThat(client.ackedGuids()).containsExactly("g0", "g1", "g2");
        assertThat(client.acks()).allMatch(ack -> ack.error().isEmpty());
        assertThat(bed.store().channel("foo").sequences()).containsExactly(1L, 2L);
    }

    @Test
    void shouldAcknowledgeAKnownMessageBehindThoseBeforeIt() {
        // given
        publishes("foo");
        bed.store().channel("foo").know("g2");
        bed.store().holdBack();
        publishes("foo");

        // when
        publishes("foo");

        // then
        assertThat(client.ackedGuids()).containsExactly("g0");

        // when
        bed.store().letGo();
        bed.settle();

        // then
        assertThat(client.ackedGuids()).containsExactly("g0", "g1", "g2");
    }

    @Test
    void shouldAcknowledgeAKnownMessageAlthoughThoseBeforeItAreLost() {
        // given
        publishes("foo");
        bed.store().channel("foo").know("g2");
        bed.store().holdBack();
        publishes("foo");
        publishes("foo");

        // when
        bed.store().channel("foo").loseUnsynced();
        bed.settle();

        // then
        assertThat(client.ackedGuids()).containsExactly("g0", "g1", "g2");
        assertThat(client.acks().get(1).error()).contains("disk gone");
        assertThat(client.acks().get(2).error()).isEmpty();
    }

    @Test
    void shouldAcknowledgeAKnownMessageAlthoughTooMuchWaits() {
        EngineOptions options = EngineOptions.defaults().withQueueBounds(1, 1_000_000);
        try (EngineBed full = EngineBed.started(options)) {
            // given: a publisher that cannot wait
            TestClient publisher = full.connected("orders");
            publisher.publishes("foo", 1);
            full.store().channel("foo").know("g2");
            full.store().holdBack();
            publisher.connection().isShared();
            publisher.sendsMessage("foo", "data");

            // when
            publisher.sendsMessage("foo", "data");
            full.settle();
            full.store().letGo();
            full.settle();

            // then
            assertThat(publisher.acks()).allMatch(ack -> ack.error().isEmpty());
            assertThat(publisher.ackedGuids()).containsExactly("g0", "g1", "g2");
        }
    }

    @Test
    void shouldDrainWithNothingButKnownMessages() {
        // given
        publishes("foo");
        bed.store().channel("foo").know("g1");
        publishes("foo");

        // when
        bed.restart();

        // then
        assertThat(client.ackedGuids()).containsExactly("g0", "g1");
    }
}
