package dev.stanchion.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.Compatibility;
import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.protocol.PubAck;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Publishers that send before they listen for acknowledgements, as after a reconnect. */
class UnheardAckTest {
    private final EngineBed bed = EngineBed.started(EngineOptions.defaults(), 2);
    private final TestClient client = bed.connected("orders");

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void shouldSendThemInOrderAsSoonAsSomebodyListens() {
        // given
        client.stopsHearingAcks();
        String first = client.sendsMessage("foo", "1");
        String refused = client.sendsMessage("orders", "bar*", "2", "", client.connectionId());
        String second = client.sendsMessage("foo", "3");
        bed.settle();

        // when
        String third = client.sendsMessage("foo", "4");
        client.hearsAcksAgain();
        String fourth = client.sendsMessage("foo", "5");
        bed.settle();

        // then
        assertThat(client.ackedGuids())
                .containsExactlyInAnyOrder(first, refused, second, third, fourth);
        assertThat(client.ackedGuids()).containsSubsequence(first, second, third, fourth);
        assertThat(client.acks()).filteredOn(ack -> !ack.error().isEmpty()).hasSize(1);
    }

    @Test
    void shouldSendThemOnceOnly() {
        // given
        client.stopsHearingAcks();
        client.publishes("foo", 3);
        client.hearsAcksAgain();
        bed.settle();

        // when
        client.stopsHearingAcks();
        bed.settle();
        client.hearsAcksAgain();
        client.publishes("foo", 1);

        // then
        assertThat(client.acks()).hasSize(4);
    }

    @Test
    void shouldDropThemAfterAWhile() {
        // given
        int watches = bed.bus().watchCount();
        client.stopsHearingAcks();
        client.publishes("foo", 2);
        bed.advance(Duration.ofSeconds(6));
        client.publishes("foo", 1);
        bed.advance(Duration.ofSeconds(5));

        // when
        client.hearsAcksAgain();
        bed.settle();

        // then
        assertThat(client.acks()).hasSize(1);
        assertThat(bed.bus().watchCount()).isEqualTo(watches);
    }

    @Test
    void shouldForgetAPublisherThatNeverListens() {
        // given
        int watches = bed.bus().watchCount();
        long timers = bed.shards().pendingTimers();
        client.stopsHearingAcks();
        client.publishes("foo", 100);

        // when
        bed.advance(Duration.ofSeconds(11));

        // then
        assertThat(bed.bus().watchCount()).isEqualTo(watches);
        assertThat(bed.shards().pendingTimers()).isEqualTo(timers);
    }

    @Test
    void shouldDropThemWhenTheEngineCloses() {
        // given
        client.stopsHearingAcks();
        client.publishes("foo", 1);

        // when
        bed.restart();
        client.hearsAcksAgain();
        bed.settle();

        // then
        assertThat(client.acks()).isEmpty();
    }

    @Test
    void shouldKeepAnswersToRequestsToo() {
        // given
        String reply = "_INBOX.later";
        client.send("_STAN.sub.test-cluster", reply, client.subscriptionTo("foo")::encodeTo);
        client.send(
                "_STAN.close.test-cluster",
                reply,
                new dev.stanchion.protocol.CloseRequest("orders")::encodeTo);
        bed.settle();
        boolean[] heard = {false};

        // when
        bed.bus().subscribe(reply, message -> heard[0] = true);
        bed.settle();

        // then
        assertThat(heard[0]).isTrue();
    }

    @Test
    void shouldLetThemVanishIfStrict() {
        try (EngineBed strict =
                EngineBed.started(
                        EngineOptions.defaults().withCompatibility(Compatibility.STRICT, false))) {
            // given
            TestClient one = strict.connected("one");
            one.stopsHearingAcks();
            one.publishes("foo", 2);

            // when
            one.hearsAcksAgain();
            strict.settle();
            List<PubAck> late = one.acks();

            // then
            assertThat(late).isEmpty();
        }
    }
}
