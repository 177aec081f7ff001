package dev.stanchion.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.Compatibility;
import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestClient.Pending;
import dev.stanchion.engine.testbed.TestSubscription;
import dev.stanchion.protocol.CloseResponse;
import dev.stanchion.protocol.ConnectRequest;
import dev.stanchion.protocol.ConnectResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectTest {
    private static final String DISCOVERY = "_STAN.discover.test-cluster";

    private final EngineBed bed = EngineBed.started(EngineOptions.defaults(), 3);

    @AfterEach
    void close() {
        bed.close();
    }

    private ConnectResponse answerTo(ConnectRequest request) {
        Pending<ConnectResponse> pending =
                bed.client("anyone", 0).asks(request::encodeTo, DISCOVERY);
        bed.settle();
        return pending.orThrow();
    }

    @Test
    void shouldAnswerWithAllSubjectsAndEchoPingValues() {
        // when
        ConnectResponse response =
                answerTo(new ConnectRequest("me", "_INBOX.hb", 1, "conn", -100, -1));

        // then
        String token = response.subRequests().substring("_STAN.sub.".length());
        assertThat(token).matches("[0-9A-Za-z]{26}");
        assertThat(response)
                .isEqualTo(
                        new ConnectResponse(
                                "_STAN.pub." + token,
                                "_STAN.sub." + token,
                                "_STAN.unsub." + token,
                                "_STAN.close." + token,
                                "",
                                "_STAN.subclose." + token,
                                "_STAN.discover." + token + ".pings",
                                -100,
                                -1,
                                1));
    }

    @Test
    void shouldGiveAnOldClientNoPingValues() {
        // when
        ConnectResponse response = answerTo(new ConnectRequest("me", "_INBOX.hb", 0, "", 5, 3));

        // then
        assertThat(response.protocol()).isEqualTo(1);
        assertThat(response.pingRequests()).isEmpty();
        assertThat(response.pingInterval()).isZero();
        assertThat(response.pingMaxOut()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "id with spaces", "a.b", "a:b", "a/b", "é", "a\n"})
    void shouldRefuseAnInvalidClientId(String clientId) {
        // when
        ConnectResponse response =
                answerTo(new ConnectRequest(clientId, "_INBOX.hb", 1, "conn", 5, 3));

        // then
        assertThat(response.error())
                .isEqualTo(
                        "stan: invalid clientID: only alphanumeric and `-` or `_` characters"
                                + " allowed");
    }

    @Test
    void shouldCheckTheHeartbeatInboxBeforeTheClientId() {
        assertThat(answerTo(new ConnectRequest("a b", "", 1, "conn", 5, 3)).error())
                .isEqualTo("stan: invalid connection request");
    }

    @Test
    void shouldRefuseWhatIsNoConnectRequest() {
        // when
        Pending<ConnectResponse> pending =
                bed.client("anyone", 0)
                        .asks(
                                b -> b.writeBytes("dummy".getBytes(StandardCharsets.UTF_8)),
                                DISCOVERY);
        bed.settle();

        // then
        assertThat(pending.orThrow().error()).isEqualTo("stan: invalid connection request");
    }

    @Test
    void shouldRefuseASecondClientWhileTheFirstLives() {
        // given
        TestClient holder = bed.connected("orders");

        // when
        ConnectResponse response = bed.client("orders", 1).triesToConnect();

        // then
        assertThat(response.error()).isEqualTo("stan: clientID already registered");
        assertThat(holder.publishes("foo", "still here")).isEmpty();
        assertThat(bed.logged())
                .anyMatch(line ->
                        line.matches(
                                "WARNING \\[Client:orders] Refused test connection on shard 1: the"
                                        + " client ID is in use by test connection on shard 0 since"
                                        + " \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ, last"
                                        + " heard \\d+ ms ago, inbox _INBOX[^;]+; give each copy"
                                        + " an ID of its own, or the server a policy:"
                                        + " --duplicate-clients 'orders=lease' or 'orders=replace'"));
    }

    @Test
    void shouldReplaceAtOnceAHolderThatNobodyListensFor() {
        // given
        TestClient holder = bed.connected("orders");
        holder.vanishes();
        TestClient challenger = bed.client("orders", 1);

        // when
        ConnectResponse response = challenger.triesToConnect();

        // then
        assertThat(response.error()).isEmpty();
        assertThat(bed.snapshot().clients())
                .singleElement()
                .satisfies(client ->
                        assertThat(client.heartbeatInbox()).isEqualTo(challenger.heartbeatInbox()));
        assertThat(holder.publishes("foo", "late")).isEqualTo("stan: invalid publish request");
        assertThat(holder.pings(holder.connectionId()).orThrow())
                .contains("client has been replaced or is no longer registered");
    }

    @Test
    void shouldReplaceAtOnceAHolderWhoseConnectionEndsWhileItIsAsked() {
        // given
        TestClient holder = bed.connected("orders");
        holder.isMute(true);
        Pending<ConnectResponse> challenger = bed.client("orders", 1).startsToConnect();
        bed.settle();
        boolean answeredEarly = challenger.isAnswered();

        // when
        holder.vanishes();
        bed.settle();

        // then
        assertThat(answeredEarly).isFalse();
        assertThat(challenger.orThrow().error()).isEmpty();
        assertThat(bed.bus().watchCount()).as("of the new holder").isOne();
    }

    @Test
    void shouldReplaceASilentHolderAfterHalfASecondAndRefuseOthersMeanwhile() {
        // given
        TestClient holder = bed.connected("orders");
        holder.isMute(true);

        // when
        Pending<ConnectResponse> first = bed.client("orders", 1).startsToConnect();
        bed.settle();
        ConnectResponse second = bed.client("orders", 2).triesToConnect();
        bed.advance(Duration.ofMillis(499));
        boolean answeredEarly = first.isAnswered();
        bed.advance(Duration.ofMillis(2));

        // then
        assertThat(second.error()).isEqualTo("stan: clientID already registered");
        assertThat(answeredEarly).isFalse();
        assertThat(first.orThrow().error()).isEmpty();
    }

    @Test
    void shouldNotDelayOthersDuringAProbe() {
        // given
        bed.connected("orders").isMute(true);
        bed.client("orders", 1).startsToConnect();

        // when
        TestClient other = bed.connected("payments");

        // then
        assertThat(other.publishes("foo", "now")).isEmpty();
    }

    @Test
    void shouldLetInTheChallengerWhenTheHolderClosesItself() {
        // given
        TestClient holder = bed.connected("orders");
        holder.isMute(true);
        Pending<ConnectResponse> challenger = bed.client("orders", 1).startsToConnect();
        bed.settle();

        // when
        String closed = holder.closes();
        TestClient third = bed.client("orders", 2);
        Pending<ConnectResponse> late = third.startsToConnect();
        bed.settle();
        bed.advance(Duration.ofSeconds(1));

        // then
        assertThat(closed).isEmpty();
        assertThat(challenger.orThrow().error()).isEmpty();
        assertThat(late.orThrow().error()).isEqualTo("stan: clientID already registered");
    }

    @Test
    void shouldNotRegisterAClientThatTheStoreRefuses() {
        // given
        bed.store().fail("putClient");

        // when
        ConnectResponse response = bed.client("orders", 0).triesToConnect();

        // then
        assertThat(response.error()).contains("it was told to");
        assertThat(bed.snapshot().clients()).isEmpty();
        bed.store().recoverFromFailure();
        assertThat(bed.client("orders", 0).triesToConnect().error()).isEmpty();
    }

    @Test
    void shouldKnowAClientOnEveryShardWhenItIsAnswered() {
        // given
        bed.store().answerLater();
        TestClient client = bed.connected("orders", 2);

        // when
        List<String> errors =
                List.of("a", "b", "c", "d", "e", "f").stream()
                        .map(channel -> client.publishes(channel, "x"))
                        .toList();

        // then
        assertThat(errors).containsOnly("");
    }

    @Test
    void shouldSayThatAClusterIsUnknown() {
        // when
        TestClient client = bed.client("orders", 0);
        Pending<ConnectResponse> pending =
                client.asks(client.connectRequest()::encodeTo, "_STAN.discover.tickting");
        bed.settle();

        // then
        assertThat(pending.orThrow().error())
                .isEqualTo("unknown cluster ID 'tickting'; this server is 'test-cluster'");
        assertThat(bed.logged())
                .anyMatch(line ->
                        line.matches(
                                "WARNING \\[Client:[^]]+] Refused test connection on shard \\d: unknown"
                                        + " cluster ID .*"));
    }

    @Test
    void shouldLeaveAnUnknownClusterUnansweredWhenStrict() {
        try (EngineBed strict =
                EngineBed.started(
                        EngineOptions.defaults().withCompatibility(Compatibility.STRICT, true))) {
            // when
            TestClient client = strict.client("orders", 0);
            Pending<ConnectResponse> pending =
                    client.asks(client.connectRequest()::encodeTo, "_STAN.discover.tickting");
            strict.settle();

            // then
            assertThat(pending.isAnswered()).isFalse();
        }
    }

    @Test
    void shouldSuspendDurablesAndDropOthersOfAReplacedClient() {
        // given
        TestClient publisher = bed.connected("publisher");
        TestClient holder = bed.connected("orders");
        TestSubscription plain = holder.subscribes("foo");
        TestSubscription durable =
                holder.subscribes("foo", dev.stanchion.engine.testbed.Requests.durable("d"));
        publisher.publishes("foo", 1);
        holder.vanishes();

        // when
        TestClient next = bed.connected("orders", 1);
        publisher.publishes("foo", 1);
        TestSubscription resumed =
                next.subscribes("foo", dev.stanchion.engine.testbed.Requests.durable("d"));

        // then
        assertThat(plain.sequences()).containsExactly(1L);
        assertThat(durable.sequences()).containsExactly(1L);
        assertThat(resumed.again()).containsExactly(1L);
        assertThat(resumed.first()).containsExactly(2L);
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldLetThoseWhoWaitWaitAgainWhenTheClientIsClosedBeforeTheirTurn() {
        // given: with subjects of its own, a client cannot close before it was answered
        bed.restartWith(EngineOptions.defaults().withCompatibility(Compatibility.STRICT, true));
        bed.store().holdBackAnswers("putClient");
        Pending<ConnectResponse> first = bed.client("me", 0).startsToConnect();
        bed.settle();
        Pending<CloseResponse> closing = bed.client("me", 0).startsToClose();
        Pending<ConnectResponse> second = bed.client("me", 0).startsToConnect();
        bed.settle();

        // when
        bed.store().letGo();
        bed.settle();

        // then
        assertThat(first.orThrow().error()).isEmpty();
        assertThat(closing.orThrow().error()).isEmpty();
        assertThat(second.orThrow().error()).isEmpty();
    }
}
