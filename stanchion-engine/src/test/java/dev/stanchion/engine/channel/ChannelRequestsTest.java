package dev.stanchion.engine.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.StoreLimits;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestClient.Pending;
import dev.stanchion.engine.testbed.TestSubscription;
import dev.stanchion.protocol.ConnectResponse;
import dev.stanchion.protocol.SubscriptionRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelRequestsTest {
    private static final byte[] DUMMY = "dummy".getBytes(StandardCharsets.UTF_8);

    private static EngineBed with(StoreLimits limits) {
        return EngineBed.started(EngineOptions.defaults().withLimits(limits), 3);
    }

    private static EngineBed deletingAfter(Duration inactivity) {
        return with(new StoreLimits(0, 0, 0, 0, 0, inactivity.toNanos()));
    }

    private static String errorOf(TestClient client, SubscriptionRequest request) {
        return client.triesToSubscribe(request).error();
    }

    @Test
    void shouldFindTheErrorsOfASubscribeRequestInOrder() {
        try (EngineBed bed = EngineBed.started()) {
            TestClient client = bed.connected("orders");
            SubscriptionRequest good = client.subscriptionTo("foo");

            assertThat(errorOf(client, new SubscriptionRequest("", "", "", "", 0, 0, "", 9, 0, 0)))
                    .isEqualTo("stan: clientID missing");
            assertThat(errorOf(client, new SubscriptionRequest("x", "", "", "", 0, 0, "", 9, 0, 0)))
                    .isEqualTo("stan: invalid ack wait time, should be >= 1s");
            assertThat(
                            errorOf(
                                    client,
                                    new SubscriptionRequest("x", "", "", "", -1, 1, "", 9, 0, 0)))
                    .isEqualTo("stan: invalid MaxInflight, should be >= 1");
            assertThat(
                            errorOf(
                                    client,
                                    new SubscriptionRequest("x", "", "", "", 1, 1, "", -1, 0, 0)))
                    .isEqualTo("stan: invalid start position");
            assertThat(
                            errorOf(
                                    client,
                                    new SubscriptionRequest("x", "*", "", "", 1, 1, "", 4, 0, 0)))
                    .isEqualTo("stan: invalid subject");
            assertThat(
                            errorOf(
                                    client,
                                    new SubscriptionRequest("x", "a", "", "", 1, 1, "", 4, 0, 0)))
                    .isEqualTo("stan: unknown clientID");
            assertThat(bed.snapshot().channels()).isEmpty();
            assertThat(errorOf(client, good)).isEmpty();
        }
    }

    @Test
    void shouldNotCallAChannelNewOfWhichTheStoreHadMessages() {
        try (EngineBed bed = EngineBed.started(EngineOptions.defaults(), 3)) {
            // given
            TestClient client = bed.connected("orders");
            bed.store().adopt("payments", 7);

            // when
            TestSubscription subscription = client.subscribes("payments", Requests.askingIfNew());

            // then
            assertThat(subscription.isChannelNew()).isFalse();
        }
    }

    @Test
    void shouldTellWhoAsksThatItsChannelIsNewAndWhichNameIsNear() {
        try (EngineBed bed = EngineBed.started(EngineOptions.defaults(), 3)) {
            // given
            TestClient client = bed.connected("orders");
            client.publishes("tickets:created", "1");

            // when
            TestSubscription mistyped = client.subscribes("ticket:created", Requests.askingIfNew());
            TestSubscription other = client.subscribes("payments", Requests.askingIfNew());
            TestSubscription again = client.subscribes("payments", Requests.askingIfNew());
            TestSubscription old = client.subscribes("ticket:create");

            // then
            assertThat(mistyped.isChannelNew()).isTrue();
            assertThat(mistyped.nearChannel()).isEqualTo("tickets:created");
            assertThat(other.isChannelNew()).isTrue();
            assertThat(other.nearChannel()).isEmpty();
            assertThat(again.isChannelNew()).isFalse();
            assertThat(old.isChannelNew()).isFalse();
            assertThat(old.nearChannel()).isEmpty();
        }
    }

    @Test
    void shouldRefuseWhatCannotBeDecoded() {
        try (EngineBed bed = EngineBed.started()) {
            // given
            TestClient client = bed.connected("orders");

            // when
            ConnectResponse given = client.subjects();
            Pending<String> subscribe = client.request(given.subRequests(), DUMMY);
            Pending<String> unsubscribe = client.request(given.unsubRequests(), DUMMY);
            Pending<String> close = client.request(given.subCloseRequests(), DUMMY);
            Pending<String> empty = client.request(given.subCloseRequests(), new byte[0]);
            bed.settle();

            // then
            assertThat(subscribe.orThrow()).contains("stan: invalid subscription request");
            assertThat(unsubscribe.orThrow()).contains("stan: invalid unsubscribe request");
            assertThat(close.orThrow()).contains("stan: invalid unsubscribe request");
            assertThat(empty.orThrow()).contains("stan: unknown channel");
        }
    }

    @Test
    void shouldRefuseToEndWhatIsNotTheClients() {
        try (EngineBed bed = EngineBed.started()) {
            // given
            TestClient owner = bed.connected("orders");
            TestClient other = bed.connected("payments");
            TestSubscription listener = owner.subscribes("foo");

            // when / then
            assertThat(other.unsubscribes("foo", listener.ackInbox()))
                    .isEqualTo("stan: unknown clientID");
            assertThat(owner.unsubscribes("foo", "wrong")).isEqualTo("stan: invalid subscription");
            assertThat(owner.unsubscribes("bar", listener.ackInbox()))
                    .isEqualTo("stan: unknown channel");
            assertThat(owner.unsubscribes("foo", listener.inbox())).isEmpty();
        }
    }

    @Test
    void s8_05_shouldLimitChannelsOverAllShards() {
        try (EngineBed bed = with(new StoreLimits(2, 0, 0, 0, 0, 0))) {
            // given
            TestClient client = bed.connected("orders");
            client.publishes("a", 1);
            client.publishes("b", 1);

            // when / then
            assertThat(client.publishes("c", "x")).isEqualTo("too many channels");
            assertThat(errorOf(client, client.subscriptionTo("d"))).isEqualTo("too many channels");
            assertThat(client.publishes("a", "x")).isEmpty();
            assertThat(bed.store().hasChannel("c")).isFalse();
        }
    }

    @Test
    void shouldRefuseANameThatDiffersInCaseOnly() {
        try (EngineBed bed = with(StoreLimits.DEFAULT)) {
            // given
            TestClient client = bed.connected("orders");
            client.publishes("Foo", 1);

            // when / then
            String refusal =
                    "rejecting channel \"foo\" because channel \"Foo\" alreay exists"
                            + " (different cases not allowed)";
            assertThat(client.publishes("foo", "x")).isEqualTo(refusal);
            assertThat(errorOf(client, client.subscriptionTo("foo"))).isEqualTo(refusal);
            assertThat(client.publishes("Foo", "x")).isEmpty();

            // and after a restart
            bed.restart();
            assertThat(client.publishes("foo", "x")).isEqualTo(refusal);
        }
    }

    @Test
    void s8_69_shouldLimitSubscriptionsOfAChannel() {
        try (EngineBed bed = with(new StoreLimits(0, 1, 0, 0, 0, 0))) {
            // given
            TestClient client = bed.connected("orders");
            TestSubscription only = client.subscribes("foo", Requests.durable("d"));
            String tooMany = "too many subscriptions per channel";

            // when / then
            assertThat(errorOf(client, client.subscriptionTo("foo"))).isEqualTo(tooMany);
            assertThat(errorOf(client, Requests.queue("q").apply(client.subscriptionTo("foo"))))
                    .isEqualTo(tooMany);
            only.closes();
            assertThat(errorOf(client, client.subscriptionTo("foo"))).isEqualTo(tooMany);
            assertThat(client.subscribes("foo", Requests.durable("d")).error()).isEmpty();
        }
    }

    @Test
    void s8_82_shouldNotCountASubscriptionThatCouldNotBeRecorded() {
        try (EngineBed bed = with(new StoreLimits(0, 1, 0, 0, 0, 0))) {
            // given
            TestClient client = bed.connected("orders");
            bed.store().fail("flush");
            String failed = errorOf(client, client.subscriptionTo("foo"));

            // when
            bed.store().recoverFromFailure();
            String next = errorOf(client, client.subscriptionTo("foo"));

            // then
            assertThat(failed).contains("it was told to");
            assertThat(next).isEmpty();
        }
    }

    @Test
    void shouldRefuseASubscriptionOnceItIsRecordedThatThereIsNone() {
        try (EngineBed bed = with(new StoreLimits(0, 0, 0, 0, 0, 0))) {
            // given
            TestClient client = bed.connected("orders");
            bed.store().holdBackAnswers("flush");
            bed.store().fail("flush");
            Pending<String> subscribing = startsToSubscribe(client);
            bed.settle();

            // when
            bed.store().recoverFromFailure();
            bed.store().letGo();
            bed.store().holdBackAnswers("flush");
            bed.settle();
            boolean refusedBefore = subscribing.isAnswered();
            bed.store().letGo();
            bed.settle();

            // then
            assertThat(refusedBefore).isFalse();
            assertThat(subscribing.orThrow()).contains("it was told to");
        }
    }

    @Test
    void shouldRefuseWhoeverClosedMeanwhileOnceTheEndIsRecorded() {
        try (EngineBed bed = with(new StoreLimits(0, 0, 0, 0, 0, 0))) {
            // given
            TestClient client = bed.connected("orders");
            client.publishes("foo", 1);
            bed.store().holdBackAnswers("flush");
            Pending<String> subscribing = startsToSubscribe(client);
            bed.settle();
            client.startsToClose();
            bed.settle();

            // when
            bed.store().letGo();
            bed.store().holdBackAnswers("flush");
            bed.settle();
            boolean refusedBefore = subscribing.isAnswered();
            bed.store().letGo();
            bed.settle();

            // then
            assertThat(refusedBefore).isFalse();
            assertThat(subscribing.orThrow()).contains("stan: unknown clientID");
        }
    }

    private static Pending<String> startsToSubscribe(TestClient client) {
        ByteBuf request = Unpooled.buffer();
        client.subscriptionTo("foo").encodeTo(request);
        return client.request(client.subjects().subRequests(), ByteBufUtil.getBytes(request));
    }

    @Test
    void shouldReportAChannelThatCannotBeOpened() {
        try (EngineBed bed = with(new StoreLimits(1, 0, 0, 0, 0, 0))) {
            // given
            TestClient client = bed.connected("orders");
            bed.store().fail("openChannel");
            String publish = client.publishes("foo", "x");
            String subscribe = errorOf(client, client.subscriptionTo("foo"));

            // when
            bed.store().recoverFromFailure();

            // then
            assertThat(publish).contains("it was told to");
            assertThat(subscribe).contains("it was told to");
            assertThat(client.publishes("foo", "x")).isEmpty();
        }
    }

    @Test
    void shouldRemoveMessagesOfAge() {
        try (EngineBed bed =
                with(new StoreLimits(0, 0, 0, 0, Duration.ofSeconds(1).toNanos(), 0))) {
            // given
            TestClient client = bed.connected("orders");
            client.publishes("foo", 1);
            bed.advance(Duration.ofMillis(500));
            client.publishes("foo", 1);

            // when
            bed.advance(Duration.ofMillis(501));
            var afterFirst = bed.store().channel("foo").sequences();
            bed.advance(Duration.ofMillis(500));
            var afterSecond = bed.store().channel("foo").sequences();
            TestSubscription late = client.subscribes("foo");
            client.publishes("foo", 1);

            // then
            assertThat(afterFirst).containsExactly(2L);
            assertThat(afterSecond).isEmpty();
            assertThat(late.sequences()).containsExactly(3L);
        }
    }

    @Test
    void shouldDeleteAChannelThatNobodyUses() {
        try (EngineBed bed = deletingAfter(Duration.ofMillis(100))) {
            // given
            TestClient client = bed.connected("orders");
            client.publishes("foo", 1);
            TestSubscription durable = client.subscribes("bar", Requests.durable("d"));
            durable.closes();

            // when
            bed.advance(Duration.ofMillis(90));
            boolean before = bed.store().hasChannel("foo");
            bed.advance(Duration.ofMillis(20));

            // then
            assertThat(before).isTrue();
            assertThat(bed.store().hasChannel("foo")).isFalse();
            assertThat(bed.store().hasChannel("bar")).isFalse();
            assertThat(bed.logged()).contains("INFO Channel \"foo\" has been deleted");
            client.publishes("foo", 1);
            assertThat(bed.store().channel("foo").sequences()).containsExactly(1L);
        }
    }

    @Test
    void shouldKeepAChannelThatIsUsed() {
        try (EngineBed bed = deletingAfter(Duration.ofMillis(100))) {
            // given
            TestClient client = bed.connected("orders");
            TestSubscription listener = client.subscribes("heard");
            for (int i = 0; i < 6; i++) {
                client.publishes("busy", 1);
                bed.advance(Duration.ofMillis(50));
            }

            // when
            boolean heard = bed.store().hasChannel("heard");
            boolean busy = bed.store().hasChannel("busy");
            listener.unsubscribes();
            bed.advance(Duration.ofMillis(110));

            // then
            assertThat(heard).isTrue();
            assertThat(busy).isTrue();
            assertThat(bed.store().hasChannel("heard")).isFalse();
            assertThat(bed.store().hasChannel("busy")).isFalse();
        }
    }

    @Test
    void shouldTryAgainToDeleteAChannel() {
        try (EngineBed bed = deletingAfter(Duration.ofMillis(100))) {
            // given
            TestClient client = bed.connected("orders");
            client.publishes("foo", 1);
            bed.store().fail("deleteChannel");
            bed.advance(Duration.ofMillis(110));
            boolean whileFailing = bed.store().hasChannel("foo");

            // when
            bed.store().recoverFromFailure();
            bed.advance(Duration.ofMillis(110));

            // then
            assertThat(whileFailing).isTrue();
            assertThat(bed.store().hasChannel("foo")).isFalse();
        }
    }

    @Test
    void s8_06_shouldNotLimitChannelsWhereNoLimitIsSet() {
        try (EngineBed bed = with(new StoreLimits(0, 0, 0, 0, 0, 0))) {
            // given
            TestClient client = bed.connected("orders");

            // when / then
            for (int i = 0; i < 150; i++) {
                assertThat(client.publishes("foo." + i, "x")).isEmpty();
            }
        }
    }

    @Test
    void s8_07_shouldRecoverMoreChannelsThanThereMayBeAndRefuseMore() {
        try (EngineBed bed = with(StoreLimits.DEFAULT)) {
            // given
            TestClient client = bed.connected("orders");
            List<String> channels = List.of("a", "b", "c", "d", "e");
            channels.forEach(channel -> client.publishes(channel, 1));

            // when
            bed.restartWith(EngineOptions.defaults().withLimits(new StoreLimits(1, 0, 0, 0, 0, 0)));

            // then
            assertThat(channels).allMatch(channel -> client.publishes(channel, "x").isEmpty());
            assertThat(client.publishes("f", "x")).isEqualTo("too many channels");
        }
    }

    @Test
    void s8_14_shouldKeepAsManyMessagesAsEachChannelMay() {
        StoreLimits wide = new StoreLimits(0, 0, 3, 0, 0, 0);
        StoreLimits narrow = new StoreLimits(0, 0, 2, 0, 0, 0);
        EngineOptions options =
                EngineOptions.defaults()
                        .withLimits(wide, channel -> channel.startsWith("foo.") ? narrow : wide);
        try (EngineBed bed = EngineBed.started(options)) {
            // given
            TestClient client = bed.connected("orders");

            // when
            client.publishes("foo.bar", 3);
            client.publishes("bar", 4);

            // then
            assertThat(bed.store().channel("foo.bar").sequences()).containsExactly(2L, 3L);
            assertThat(bed.store().channel("bar").sequences()).containsExactly(2L, 3L, 4L);
        }
    }

    @Test
    void s8_56_shouldExpireWhatWasRecoveredWithoutAnyNewMessage() {
        try (EngineBed bed = with(StoreLimits.DEFAULT)) {
            // given
            TestClient client = bed.connected("orders");
            client.publishes("foo", 3);
            long age = Duration.ofSeconds(2).toNanos();

            // when
            bed.restartWith(
                    EngineOptions.defaults().withLimits(new StoreLimits(0, 0, 0, 0, age, 0)));
            bed.advance(Duration.ofMillis(1_500));
            List<Long> before = bed.store().channel("foo").sequences();
            bed.advance(Duration.ofMillis(600));

            // then
            assertThat(before).hasSize(3);
            assertThat(bed.store().channel("foo").sequences()).isEmpty();
        }
    }

    @Test
    void s8_70_shouldLetAsManySubscriptionsBeginAsHaveEnded() {
        try (EngineBed bed = with(new StoreLimits(0, 2, 0, 0, 0, 0))) {
            // given
            TestClient client = bed.connected("orders");
            client.subscribes("foo");
            TestSubscription last = client.subscribes("foo");

            // when
            last.unsubscribes();
            last.unsubscribes();

            // then
            assertThat(errorOf(client, client.subscriptionTo("foo"))).isEmpty();
            assertThat(errorOf(client, client.subscriptionTo("foo")))
                    .isEqualTo("too many subscriptions per channel");
        }
    }
}
