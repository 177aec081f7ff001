package dev.stanchion.engine.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.StoreLimits;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestClient.Pending;
import dev.stanchion.protocol.ConnectRequest;
import dev.stanchion.protocol.ConnectResponse;
import dev.stanchion.protocol.SubscriptionRequest;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationBoundsTest {
    private static final String LONGEST = "x".repeat(NameLimit.MAX_BYTES);
    private static final String TOO_LONG = LONGEST + "x";
    private static final String NO_ROOM =
            "stan: too many channels and subscriptions for the memory of the server";

    private static EngineBed bounded(long clientBytes, long channelBytes) {
        return EngineBed.started(
                EngineOptions.defaults()
                        .withLimits(new StoreLimits(0, 0, 0, 0, 0, Duration.ofSeconds(5).toNanos()))
                        .withRegistrationBounds(clientBytes, channelBytes),
                2);
    }

    private static String answerTo(EngineBed bed, ConnectRequest request) {
        Pending<ConnectResponse> pending =
                bed.client("anyone", 0).asks(request::encodeTo, "_STAN.discover.test-cluster");
        bed.settle();
        return pending.orThrow().error();
    }

    @Test
    void shouldBoundTheNamesOfAConnectRequest() {
        try (EngineBed bed = EngineBed.started()) {
            bed.bus().subscribe("hb", message -> {}); // who does not listen is not shown

            assertThat(answerTo(bed, new ConnectRequest(LONGEST, "hb", 1, "c", 5, 3))).isEmpty();
            assertThat(answerTo(bed, new ConnectRequest(TOO_LONG, "hb", 1, "c", 5, 3)))
                    .isEqualTo("stan: client ID of 4097 bytes is too long (at most 4096)");
            assertThat(answerTo(bed, new ConnectRequest("a", TOO_LONG, 1, "c", 5, 3)))
                    .isEqualTo("stan: heartbeat inbox of 4097 bytes is too long (at most 4096)");
            assertThat(answerTo(bed, new ConnectRequest("b", "hb", 1, TOO_LONG, 5, 3)))
                    .isEqualTo("stan: connection ID of 4097 bytes is too long (at most 4096)");
            assertThat(bed.snapshot().clients()).hasSize(1);
        }
    }

    private static UnaryOperator<SubscriptionRequest> inbox(String inbox) {
        return r ->
                new SubscriptionRequest(
                        r.clientId(),
                        r.channel(),
                        r.queueGroup(),
                        inbox,
                        r.maxInFlight(),
                        r.ackWaitSeconds(),
                        r.durableName(),
                        r.startPosition(),
                        r.startSequence(),
                        r.startTimeDeltaNanos());
    }

    @Test
    void shouldBoundTheNamesOfASubscribeRequest() {
        try (EngineBed bed = EngineBed.started()) {
            TestClient client = bed.connected("me");
            assertThat(error(client, "foo", inbox(TOO_LONG)))
                    .isEqualTo("stan: inbox of 4097 bytes is too long (at most 4096)");
            assertThat(error(client, "foo", Requests.durable(TOO_LONG)))
                    .isEqualTo("stan: durable name of 4097 bytes is too long (at most 4096)");
            assertThat(error(client, "foo", Requests.queue(TOO_LONG)))
                    .isEqualTo("stan: queue group of 4097 bytes is too long (at most 4096)");
            assertThat(error(client, TOO_LONG, r -> r))
                    .isEqualTo("stan: channel name of 4097 bytes is too long (at most 4096)");
            assertThat(error(client, "é".repeat(NameLimit.MAX_BYTES / 2 + 1), r -> r))
                    .isEqualTo("stan: channel name of 4098 bytes is too long (at most 4096)");
            assertThat(client.publishes(TOO_LONG, "data"))
                    .isEqualTo("stan: channel name of 4097 bytes is too long (at most 4096)");
            assertThat(bed.snapshot().channels()).isEmpty();

            assertThat(error(client, LONGEST, inbox(LONGEST))).isEmpty();
            assertThat(error(client, LONGEST, Requests.durable(LONGEST))).isEmpty();
            assertThat(error(client, LONGEST, Requests.queue(LONGEST))).isEmpty();
        }
    }

    private static String error(
            TestClient client, String channel, UnaryOperator<SubscriptionRequest> change) {
        return client.triesToSubscribe(change.apply(client.subscriptionTo(channel))).error();
    }

    @Test
    void shouldRefuseClientsBeyondTheBoundUntilOthersEnd() {
        try (EngineBed bed = bounded(10_000, Allowance.UNLIMITED)) {
            // given
            TestClient first = bed.connected("client-0");
            int taken = 1;
            while (bed.client("client-" + taken, 0).triesToConnect().error().isEmpty()) {
                taken++;
            }
            assertThat(taken).isBetween(4, 6);

            // when
            TestClient late = bed.client("late", 0);
            assertThat(late.triesToConnect().error())
                    .isEqualTo("stan: too many clients for the memory of the server");
            first.closes();

            // then
            assertThat(late.triesToConnect().error()).isEmpty();
            assertThat(bed.logged().stream().filter(line -> line.contains("are refused")))
                    .as("said once")
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldRefuseSubscriptionsBeyondTheBoundUntilOthersEnd(boolean isDurable) {
        try (EngineBed bed = bounded(Allowance.UNLIMITED, 30_000)) {
            // given
            TestClient client = bed.connected("me");
            String firstInbox = client.subscribes("foo").inbox();
            int taken = 1;
            while (error(client, "foo", durable(isDurable, taken)).isEmpty()) {
                taken++;
            }
            assertThat(taken).isBetween(5, 9);

            // when
            assertThat(error(client, "foo", r -> r)).isEqualTo(NO_ROOM);
            assertThat(error(client, "bar", r -> r)).isEqualTo(NO_ROOM);
            assertThat(client.publishes("bar", "data")).isEqualTo(NO_ROOM);
            assertThat(client.publishes("foo", "data")).isEmpty();
            client.unsubscribes("foo", firstInbox);

            // then
            assertThat(error(client, "foo", r -> r)).isEmpty();
        }
    }

    private static UnaryOperator<SubscriptionRequest> durable(boolean isDurable, int number) {
        return isDurable ? Requests.durable("d" + number) : r -> r;
    }

    @Test
    void shouldLetDurablesGoOnAfterARestartThatLeavesNoRoom() {
        try (EngineBed bed = bounded(Allowance.UNLIMITED, Allowance.UNLIMITED)) {
            // given
            TestClient client = bed.connected("me");
            client.subscribes("foo", Requests.durable("d1"));
            client.closes();

            // when
            bed.restartWith(EngineOptions.defaults().withRegistrationBounds(10_000, 100));
            client.connects();

            // then
            assertThat(error(client, "foo", Requests.durable("d1"))).isEmpty();
            assertThat(error(client, "foo", Requests.durable("d2"))).isEqualTo(NO_ROOM);
        }
    }

    @Test
    void shouldGiveBackWhatADeletedChannelTook() {
        try (EngineBed bed = bounded(Allowance.UNLIMITED, 12_000)) {
            // given
            TestClient client = bed.connected("me");
            client.subscribes("foo", Requests.durable("d1"));
            client.closes();
            client.connects();
            assertThat(error(client, "bar", r -> r)).isEqualTo(NO_ROOM);

            // when
            bed.advance(Duration.ofSeconds(6));

            // then
            assertThat(error(client, "bar", r -> r)).isEmpty();
        }
    }
}
