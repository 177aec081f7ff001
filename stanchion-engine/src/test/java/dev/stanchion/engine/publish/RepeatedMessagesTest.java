package dev.stanchion.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks messages that a follower hands over, which may have come before. */
class RepeatedMessagesTest {
    private final EngineBed bed = EngineBed.started();
    private final TestClient client = bed.connected("orders");

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void shouldAcknowledgeAMessageAgainAndNotAppendIt() {
        // given
        client.sendsMessage("foo", "data");
        bed.settle();

        // when
        client.connection().repeats();
        client.repeatsItsMessage("foo", "data");
        client.sendsMessage("foo", "data");
        bed.settle();

        // then
        assertThat(client.ackedGuids()).containsExactly("g0", "g0", "g1");
        assertThat(bed.store().channel("foo").sequences()).containsExactly(1L, 2L);
    }

    @Test
    void shouldAppendAMessageWithAKnownGuidFromAnywhereElse() {
        // given
        client.sendsMessage("foo", "data");
        bed.settle();

        // when
        client.repeatsItsMessage("foo", "data");
        bed.settle();

        // then: a client may use a guid twice
        assertThat(bed.store().channel("foo").sequences()).containsExactly(1L, 2L);
    }

    @Test
    void shouldNotAcknowledgeAMessageThatIsNotDurable() {
        // given
        client.sendsMessage("foo", "data");
        bed.settle();
        bed.store().holdBack();
        client.sendsMessage("foo", "data");
        bed.settle();

        // when
        client.connection().repeats();
        client.repeatsItsMessage("foo", "data");
        bed.settle();

        // then
        assertThat(client.ackedGuids()).containsExactly("g0");

        // when
        bed.store().letGo();
        bed.settle();

        // then
        assertThat(client.ackedGuids()).containsExactly("g0", "g1", "g1");
        assertThat(bed.store().channel("foo").sequences()).containsExactly(1L, 2L);
    }

    @Test
    void shouldRefuseARepeatedMessageIfTheFirstOneIsLost() {
        // given
        client.sendsMessage("foo", "data");
        bed.settle();
        bed.store().holdBack();
        client.sendsMessage("foo", "data");
        bed.settle();
        client.connection().repeats();
        client.repeatsItsMessage("foo", "data");
        bed.settle();

        // when
        bed.store().channel("foo").loseUnsynced();
        bed.settle();

        // then
        assertThat(client.ackedGuids()).containsExactly("g0", "g1", "g1");
        assertThat(client.acks().get(1).error()).contains("disk gone");
        assertThat(client.acks().get(2).error()).contains("disk gone");
    }

    @Test
    void shouldTellTheLogWhatIsAcknowledged() {
        // given
        client.sendsMessage("foo", "data");
        bed.settle();
        bed.store().channel("foo").know("g1");

        // when
        client.sendsMessage("foo", "data");
        client.sendsMessage("foo", "data");
        bed.settle();

        // then
        assertThat(bed.store().channel("foo").acknowledged())
                .containsExactly("1 g0", "0 g1", "2 g2");
    }
}
