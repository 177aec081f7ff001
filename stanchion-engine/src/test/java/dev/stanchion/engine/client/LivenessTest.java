package dev.stanchion.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestClient.Pending;
import dev.stanchion.engine.testbed.TestSubscription;
import dev.stanchion.protocol.CloseResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LivenessTest {
    private final EngineBed bed =
            EngineBed.started(
                    EngineOptions.defaults()
                            .withHeartbeats(Duration.ofSeconds(1), Duration.ofMillis(500), 2),
                    2);

    @AfterEach
    void close() {
        bed.close();
    }

    /** Returns a client that has missed a heartbeat and would answer the next one. */
    private TestClient failing() {
        TestClient client = bed.connected("orders");
        client.isMute(true);
        bed.advance(Duration.ofMillis(1_600));
        client.isMute(false);
        return client;
    }

    @Test
    void shouldKeepAClientThatAnswers() {
        // given
        TestClient client = bed.connected("orders");

        // when
        bed.advance(Duration.ofSeconds(10));

        // then
        assertThat(client.heartbeatsSeen()).isBetween(9, 10);
        assertThat(bed.snapshot().clients()).hasSize(1);
    }

    @Test
    void shouldCloseASilentClientAfterItsLastChance() {
        // given
        TestClient client = bed.connected("orders");
        client.isMute(true);

        // when
        bed.advance(Duration.ofMillis(4_490));
        int before = bed.snapshot().clients().size();
        bed.advance(Duration.ofMillis(20));

        // then
        assertThat(before).isEqualTo(1);
        assertThat(bed.snapshot().clients()).isEmpty();
        assertThat(client.heartbeatsSeen()).isEqualTo(3);
        assertThat(bed.logged()).contains("SEVERE [Client:orders] Timed out on heartbeats");
    }

    @Test
    void shouldCloseAClientThatNobodyListensForSooner() {
        // given
        bed.connected("orders").vanishes();

        // when
        bed.advance(Duration.ofMillis(2_990));
        List<String> before = bed.logged();
        bed.advance(Duration.ofMillis(20));

        // then
        assertThat(before).noneMatch(line -> line.contains("Timed out on heartbeats"));
        assertThat(bed.logged()).contains("SEVERE [Client:orders] Timed out on heartbeats");
    }

    @Test
    void shouldForgetFailuresWhenTheClientAnswers() {
        // given
        TestClient client = bed.connected("orders");
        client.isMute(true);
        bed.advance(Duration.ofMillis(3_500));

        // when
        client.isMute(false);
        bed.advance(Duration.ofSeconds(10));

        // then
        assertThat(bed.snapshot().clients()).hasSize(1);
    }

    @Test
    void shouldAskAFailingClientSoonAfterItPings() {
        // given
        TestClient client = failing();
        int before = client.heartbeatsSeen();

        // when
        String answer = client.pings(client.connectionId()).orThrow();
        bed.advance(Duration.ofMillis(2));

        // then
        assertThat(answer).isEmpty();
        assertThat(client.heartbeatsSeen()).isEqualTo(before + 1);
    }

    @Test
    void shouldAskAFailingClientOnceThoughItPingsAgain() {
        // given
        TestClient client = failing();
        int before = client.heartbeatsSeen();

        // when
        for (int i = 0; i < 10; i++) {
            client.pings(client.connectionId()).orThrow();
        }
        bed.advance(Duration.ofMillis(2));

        // then
        assertThat(client.heartbeatsSeen()).isEqualTo(before + 1);
    }

    @Test
    void shouldAnswerPingsOfUnknownConnectionsWithAnError() {
        assertThat(bed.client("orders", 1).pings("nobody").orThrow())
                .contains("client has been replaced or is no longer registered");
    }

    @Test
    void shouldLeaveWhatIsNoPingUnanswered() {
        // given
        TestClient client = bed.connected("orders");

        // when
        String subject = client.subjects().pingRequests();
        Pending<String> empty = client.request(subject, new byte[0]);
        Pending<String> dummy = client.request(subject, "dummy".getBytes(StandardCharsets.UTF_8));
        bed.settle();

        // then
        assertThat(empty.isAnswered()).isFalse();
        assertThat(dummy.isAnswered()).isFalse();
    }

    @Test
    void shouldNotRedeliverToAFailingClientUntilItAnswers() {
        // given
        TestClient publisher = bed.connected("publisher");
        TestClient client = bed.connected("orders");
        TestSubscription listener = client.subscribes("foo", Requests.ackWait(1));
        client.isMute(true);
        bed.advance(Duration.ofMillis(1_600));
        publisher.publishes("foo", 1);

        // when
        bed.advance(Duration.ofMillis(1_300));
        int whileFailing = listener.again().size();
        client.isMute(false);
        bed.advance(Duration.ofMillis(2_500));

        // then
        assertThat(listener.first()).containsExactly(1L);
        assertThat(whileFailing).isZero();
        assertThat(listener.again()).isNotEmpty();
    }

    @Test
    void shouldStoreAllThatWasPublishedBeforeAClose() {
        // given
        TestClient client = bed.connected("orders", 1);

        // when
        for (int i = 0; i < 100; i++) {
            client.sendsMessage("channel-" + i % 7, "x");
        }
        Pending<CloseResponse> closed = client.startsToClose();
        bed.settle();

        // then
        assertThat(closed.orThrow().error()).isEmpty();
        assertThat(client.acks()).hasSize(100).allMatch(ack -> ack.error().isEmpty());
        assertThat(bed.snapshot().totalMessages()).isEqualTo(100);
    }

    @Test
    void shouldCountAnAcknowledgementThatCameBeforeAClose() {
        // given
        TestClient client = bed.connected("orders", 1);
        TestSubscription durable = client.subscribes("foo", Requests.durable("d"));
        client.publishes("foo", 1);

        // when
        durable.sendAck("foo", 1);
        client.startsToClose();
        bed.settle();

        // then
        TestClient again = bed.connected("orders", 1);
        assertThat(again.subscribes("foo", Requests.durable("d")).received()).isEmpty();
    }

    @Test
    void shouldRefuseToCloseAnUnknownClient() {
        // given
        TestClient client = bed.connected("orders");

        // when
        String first = client.closes();
        String second = client.closes();

        // then
        assertThat(first).isEmpty();
        assertThat(second).isEqualTo("stan: unknown clientID");
    }

    @Test
    void shouldRefuseWhatIsNoCloseRequest() {
        // when
        Pending<CloseResponse> pending =
                bed.client("x", 0)
                        .request(
                                "_STAN.close.test-cluster",
                                b -> b.writeBytes("dummy".getBytes(StandardCharsets.UTF_8)),
                                m ->
                                        CloseResponse.decode(
                                                        m.buffer(),
                                                        m.payloadIndex(),
                                                        m.payloadLength())
                                                .orElseThrow());
        bed.settle();

        // then
        assertThat(pending.orThrow().error()).isEqualTo("stan: invalid close request");
    }

    @Test
    void shouldCloseEvenIfTheStoreCannotForgetTheClient() {
        // given
        TestClient client = bed.connected("orders");
        bed.store().fail("deleteClient");

        // when / then
        assertThat(client.closes()).isEmpty();
        assertThat(bed.snapshot().clients()).isEmpty();
    }

    @Test
    void shouldLeaveNoTimerBehindWhenAClientIsGone() {
        // given
        long before = bed.shards().pendingTimers();
        TestClient client = bed.connected("orders");
        client.subscribes("foo");
        client.publishes("foo", 3);

        // when
        client.closes();

        // then
        assertThat(bed.shards().pendingTimers()).isEqualTo(before);
    }
}
