package dev.stanchion.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.Compatibility;
import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestClient.Pending;
import dev.stanchion.engine.testbed.TestSubscription;
import dev.stanchion.protocol.ConnectResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each connection has request subjects of its own, and only its own requests go there. */
class ConnectionSubjectsTest {
    private static final String INVALID = "stan: invalid publish request";
    private static final String UNKNOWN = "stan: unknown clientID";
    private static final String REPLACED = "client has been replaced or is no longer registered";

    private final EngineBed bed = EngineBed.started(EngineOptions.defaults(), 3);
    private final TestClient orders = bed.connected("orders");

    @AfterEach
    void close() {
        bed.close();
    }

    private static String lastError(TestClient client) {
        return client.acks().getLast().error();
    }

    private static EngineOptions strict() {
        return EngineOptions.defaults().withCompatibility(Compatibility.STRICT, true);
    }

    @Test
    void shouldGiveEachConnectionSubjectsOfItsOwn() {
        // when
        TestClient payments = bed.connected("payments");

        // then
        assertThat(payments.subjects()).isNotEqualTo(orders.subjects());
    }

    @Test
    void shouldServeAClientOnItsSubjects() {
        // given
        TestSubscription listener = orders.subscribes("foo").acknowledgesAll();

        // when / then
        assertThat(orders.publishes("foo", "x")).isEmpty();
        assertThat(listener.sequences()).containsExactly(1L);
        assertThat(orders.pings(orders.connectionId()).orThrow()).isEmpty();
        assertThat(listener.unsubscribes()).isEmpty();
        assertThat(orders.closes()).isEmpty();
    }

    @Test
    void shouldRefuseMessagesThatNameAnotherThanTheSubjectDoes() {
        // given
        TestClient payments = bed.connected("payments");

        // when
        orders.sendsMessage("payments", "foo", "x", "", "");
        orders.sendsMessage("orders", "foo", "x", "", payments.connectionId());
        orders.sendsMessage("payments", "foo", "x", "", orders.connectionId());
        bed.settle();

        // then
        assertThat(orders.acks()).hasSize(3).allMatch(ack -> ack.error().equals(INVALID));
        assertThat(bed.store().hasChannel("foo")).isFalse();
    }

    @Test
    void shouldTakeMessagesThatLeaveOutWhatTheSubjectSays() {
        // when
        orders.sendsMessage("", "foo", "x", "", orders.connectionId());
        orders.sendsMessage("orders", "foo", "x", "", "");
        orders.sendsMessage("", "foo", "x", "", "");
        bed.settle();

        // then
        assertThat(orders.acks()).hasSize(3).allMatch(ack -> ack.error().isEmpty());
    }

    @Test
    void shouldRefuseWhoeverHasSubjectsOnTheSharedOnes() {
        // given
        TestSubscription listener = orders.subscribes("foo");
        orders.ignoresItsSubjects();

        // when / then
        assertThat(orders.publishes("foo", "x")).isEqualTo(INVALID);
        orders.sendsMessage("orders", "foo", "x", "", "");
        bed.settle();
        assertThat(lastError(orders)).isEqualTo(INVALID);
        assertThat(orders.triesToSubscribe(orders.subscriptionTo("foo")).error())
                .isEqualTo(UNKNOWN);
        assertThat(listener.unsubscribes()).isEqualTo(UNKNOWN);
        assertThat(orders.pings(orders.connectionId()).orThrow()).contains(REPLACED);
        assertThat(orders.closes()).isEqualTo(UNKNOWN);
        assertThat(bed.snapshot().clients()).hasSize(1);
    }

    @Test
    void shouldRefuseRequestsOnTheSubjectsOfAnother() {
        // given
        TestClient thief = bed.connected("thief");
        TestSubscription listener = orders.subscribes("foo");
        thief.usesSubjectsOf(orders);

        // when / then
        assertThat(thief.publishes("foo", "x")).isEqualTo(INVALID);
        assertThat(thief.triesToSubscribe(thief.subscriptionTo("foo")).error()).isEqualTo(UNKNOWN);
        assertThat(thief.unsubscribes("foo", listener.ackInbox())).isEqualTo(UNKNOWN);
        assertThat(thief.pings(thief.connectionId()).orThrow()).contains(REPLACED);
        assertThat(thief.closes()).isEqualTo(UNKNOWN);
    }

    @Test
    void shouldTellAReplacedClientWhatItAsksFor() {
        // given
        orders.vanishes();
        TestClient next = bed.connected("orders", 1);
        TestSubscription listener = next.subscribes("foo");

        // when / then
        assertThat(orders.pings(orders.connectionId()).orThrow()).contains(REPLACED);
        assertThat(orders.publishes("foo", "late")).isEqualTo(INVALID);
        orders.sendsMessage("orders", "foo", "late", "", "");
        bed.settle();
        assertThat(lastError(orders)).isEqualTo(INVALID);
        assertThat(orders.triesToSubscribe(orders.subscriptionTo("foo")).error())
                .isEqualTo(UNKNOWN);
        assertThat(orders.unsubscribes("foo", listener.ackInbox())).isEqualTo(UNKNOWN);
        assertThat(orders.closes()).isEqualTo(UNKNOWN);
        assertThat(next.publishes("foo", "x")).isEmpty();
        assertThat(listener.received()).hasSize(1);
    }

    @Test
    void shouldTellAClosedClientThatItIsUnknown() {
        // given
        orders.closes();

        // when / then
        assertThat(orders.publishes("foo", "late")).isEqualTo(INVALID);
        assertThat(orders.pings(orders.connectionId()).orThrow()).contains(REPLACED);
        assertThat(orders.closes()).isEqualTo(UNKNOWN);
    }

    @Test
    void shouldKeepTheSubjectsOverARestart() {
        // given
        ConnectResponse before = orders.subjects();

        // when
        bed.restart();

        // then
        assertThat(bed.store().hasClient("orders")).isTrue();
        assertThat(orders.subjects()).isEqualTo(before);
        assertThat(orders.publishes("foo", "x")).isEmpty();
        assertThat(orders.pings(orders.connectionId()).orThrow()).isEmpty();
        assertThat(orders.closes()).isEmpty();
    }

    @Test
    void shouldServeOldSubjectsAfterARestartWithoutThem() {
        // when
        bed.restartWith(strict());
        TestClient newcomer = bed.connected("newcomer");

        // then
        assertThat(orders.publishes("foo", "x")).isEmpty();
        assertThat(orders.pings(orders.connectionId()).orThrow()).isEmpty();
        assertThat(newcomer.subjects().subRequests()).isEqualTo("_STAN.sub.test-cluster");
    }

    @Test
    void shouldServeSharedSubjectsToThoseWhoWereGivenThem() {
        try (EngineBed other = EngineBed.started(strict(), 2)) {
            // given
            TestClient old = other.connected("old");
            TestClient twin = other.connected("twin");

            // when
            other.restartWith(EngineOptions.defaults());
            TestClient newcomer = other.connected("newcomer");

            // then
            assertThat(old.publishes("foo", "x")).isEmpty();
            assertThat(old.pings(old.connectionId()).orThrow()).isEmpty();
            assertThat(newcomer.publishes("foo", "x")).isEmpty();
            assertThat(old.closes()).isEmpty();
            assertThat(twin.closes()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "a", "test-cluster.pings"})
    void shouldTakeEachRequestOnceWhateverTheClusterIsCalled(String clusterId) {
        try (EngineBed other = EngineBed.started(strict().withClusterId(clusterId))) {
            // given
            TestClient shared = other.client("shared", 0);
            Pending<ConnectResponse> pending =
                    shared.asks(shared.connectRequest()::encodeTo, "_STAN.discover." + clusterId);
            shared.listens();
            other.settle();
            shared.usesSubjects(pending.orThrow());
            other.restartWith(EngineOptions.defaults().withClusterId(clusterId));

            // when
            shared.sendsMessage("foo", "x");
            Pending<String> ping = shared.pings(shared.connectionId());
            String closed = shared.closes();

            // then
            assertThat(shared.acks()).hasSize(1).allMatch(ack -> ack.error().isEmpty());
            assertThat(other.store().channel("foo").sequences()).containsExactly(1L);
            assertThat(ping.orThrow()).isEmpty();
            assertThat(closed).isEmpty();
        }
    }

    @Test
    void shouldLeaveSubjectsOfOtherClustersAlone() {
        // when
        Pending<String> answer =
                orders.request("_STAN.sub.0000AAAAAAAAAAAAAAAAAAAAAA", new byte[0]);
        Pending<String> other = orders.request("_STAN.close.other-cluster", new byte[0]);
        bed.settle();

        // then
        assertThat(answer.isAnswered()).isFalse();
        assertThat(other.isAnswered()).isFalse();
    }
}
