package dev.stanchion.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.admin.Operation;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Operator;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import dev.stanchion.protocol.SubscriptionRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectorTest {
    private final EngineBed bed =
            EngineBed.started(
                    EngineOptions.defaults()
                            .withLimits(new StoreLimits(0, 1000, 1_000_000, 1 << 30, 0, 0)),
                    2);
    private final TestClient orders = bed.connected("orders");
    private final TestClient payments = bed.connected("payments", 1);

    @AfterEach
    void close() {
        bed.close();
    }

    private <T> T answer(Consumer<Consumer<T>> question) {
        List<T> answers = new ArrayList<>();
        question.accept(answers::add);
        bed.settle();
        assertThat(answers).hasSize(1);
        return answers.getFirst();
    }

    private EngineSnapshot.Channel channel(String name, Detail detail) {
        return this.<List<EngineSnapshot.Channel>>answer(consumer ->
                        bed.engine()
                                .inspector()
                                .channels(List.of(name, "nobody's"), detail, consumer))
                .getFirst();
    }

    @Test
    void shouldCountWhatAllShardsHave() {
        // given: channels on both shards
        IntStream.range(0, 10).forEach(i -> orders.publishes("channel-" + i, 2));
        TestSubscription durable = payments.subscribes("channel-3", Requests.durable("d"));
        TestSubscription plain = payments.subscribes("channel-4").acknowledgesAll();

        // when
        EngineTotals totals = answer(bed.engine().inspector()::totals);

        // then
        assertThat(totals.clients()).isEqualTo(2);
        assertThat(totals.channels()).isEqualTo(10);
        assertThat(totals.subscriptions()).isEqualTo(2);
        assertThat(totals.messages()).isEqualTo(20);
        assertThat(totals.bytes())
                .isEqualTo(
                        bed.snapshot().channels().stream()
                                .mapToLong(EngineSnapshot.Channel::bytes)
                                .sum())
                .isPositive();
        assertThat(totals.inMessages()).isEqualTo(20);
        assertThat(totals.inBytes()).isPositive();
        assertThat(totals.outMessages())
                .isEqualTo(durable.received().size() + plain.received().size())
                .isPositive();
    }

    @Test
    void shouldNotShowAClientWhoseConnectionHasEndedUntilItIsBack() {
        // given
        payments.subscribes("channel");
        payments.subscribes("channel", Requests.queue("group"));

        // when
        payments.vanishes();
        bed.settle();

        // then
        assertThat(bed.snapshot().clients())
                .extracting(EngineSnapshot.Client::clientId)
                .containsExactly("orders");
        EngineSnapshot.Channel without = channel("channel", Detail.POSITIONS);
        assertThat(without.subscriptions()).isEmpty();
        assertThat(without.subscriptionCount()).isZero();
        assertThat(without.positions()).isEmpty();
        assertThat(this.<EngineTotals>answer(bed.engine().inspector()::totals).subscriptions())
                .isZero();

        // when
        payments.listens();
        bed.settle();

        // then
        assertThat(bed.snapshot().clients()).hasSize(2);
        EngineSnapshot.Channel with = channel("channel", Detail.POSITIONS);
        assertThat(with.subscriptions()).hasSize(2);
        assertThat(with.subscriptionCount()).isEqualTo(2);
        assertThat(with.positions()).hasSize(2);
    }

    @Test
    void shouldShowOneMemberOfADurableGroupWhoseClientsHaveNoConnection() {
        // given
        UnaryOperator<SubscriptionRequest> member =
                r -> Requests.durable("d").apply(Requests.queue("group").apply(r));
        payments.subscribes("channel", member);
        payments.subscribes("channel", member);
        orders.subscribes("channel", member);

        // when
        payments.vanishes();
        bed.settle();

        // then
        assertThat(channel("channel", Detail.SUBSCRIPTIONS).subscriptions())
                .singleElement()
                .satisfies(shown -> {
                    assertThat(shown.clientId()).isEqualTo("orders");
                    assertThat(shown.isAbsent()).isFalse();
                });

        // when
        orders.vanishes();
        bed.settle();

        // then
        EngineSnapshot.Channel nobody = channel("channel", Detail.POSITIONS);
        assertThat(nobody.subscriptions())
                .singleElement()
                .satisfies(shown -> assertThat(shown.isAbsent()).isTrue());
        assertThat(nobody.positions()).hasSize(1);
    }

    @Test
    void shouldTellWhoHasNoConnection() {
        // given
        payments.subscribes("channel", Requests.durable("d"));

        // when
        payments.vanishes();

        // then: it is still registered, since it may be on its way back
        assertThat(offline(bed)).containsExactly("payments");
        assertThat(this.<EngineTotals>answer(bed.engine().inspector()::totals).clients()).isOne();
        assertThat(bed.snapshot().clients()).hasSize(2);

        // when
        payments.listens();

        // then
        assertThat(offline(bed)).isEmpty();
        assertThat(this.<EngineTotals>answer(bed.engine().inspector()::totals).clients())
                .isEqualTo(2);
    }

    @Test
    void shouldTellWhenAClientWasHeardAndWhoWantsItsId() {
        // given
        Duration interval = EngineOptions.defaults().heartbeatInterval();
        bed.advance(interval.plusSeconds(5));

        // when
        bed.client("orders", 1).triesToConnect();
        bed.client("orders", 1).triesToConnect();

        // then
        EngineSnapshot.Client wanted = client("orders");
        assertThat(Duration.ofNanos(wanted.silentNanos())).isLessThan(interval);
        assertThat(wanted.refused()).isEqualTo(2);
        assertThat(wanted.refusedFrom()).isEqualTo("test connection on shard 1");
        assertThat(client("payments").refused()).isZero();

        // when
        bed.advance(Duration.ofMinutes(11));

        // then
        assertThat(client("orders").refused()).isZero();
    }

    private EngineSnapshot.Client client(String id) {
        return bed.snapshot().clients().stream()
                .filter(each -> each.clientId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldNotLookForConnectionsIfStrict() {
        try (EngineBed strict =
                EngineBed.started(
                        EngineOptions.defaults().withCompatibility(Compatibility.STRICT, false))) {
            // when
            TestClient gone = strict.connected("gone");
            gone.subscribes("channel");
            gone.vanishes();

            // then
            assertThat(offline(strict)).isEmpty();
            assertThat(strict.snapshot().clients()).hasSize(1);
            assertThat(strict.snapshot().subscriptionCount()).isOne();
        }
    }

    private static List<String> offline(EngineBed bed) {
        return bed.snapshot().clients().stream()
                .filter(EngineSnapshot.Client::isOffline)
                .map(EngineSnapshot.Client::clientId)
                .toList();
    }

    @Test
    void shouldNameAllChannelsAndShowSome() {
        // given
        IntStream.range(0, 5).forEach(i -> orders.publishes("channel-" + i, i));

        // when
        List<String> names = answer(bed.engine().inspector()::channelNames);
        EngineSnapshot.Channel shown = channel("channel-3", Detail.SIZES);

        // then: nobody has published to the first
        assertThat(names)
                .containsExactlyInAnyOrder("channel-1", "channel-2", "channel-3", "channel-4");
        assertThat(shown.name()).isEqualTo("channel-3");
        assertThat(shown.messages()).isEqualTo(3);
        assertThat(shown.firstSequence()).isEqualTo(1);
        assertThat(shown.lastSequence()).isEqualTo(3);
        assertThat(shown.subscriptions()).isEmpty();
    }

    @Test
    void shouldKeepNamesSortedWhileChannelsComeAndGo() {
        // given
        for (String name : List.of("c", "a", "d", "b")) {
            orders.publishes(name, 1);
        }
        List<String> before = answer(bed.engine().inspector()::channelNames);

        // when
        new Operator(bed)
                .applies(new Operation.DeleteChannel("b", false, OptionalLong.empty()))
                .orThrow();
        orders.publishes("aa", 1);

        // then
        assertThat(before).containsExactly("a", "b", "c", "d");
        assertThat(this.<List<String>>answer(bed.engine().inspector()::channelNames))
                .containsExactly("a", "aa", "c", "d");

        // when
        bed.restart();

        // then
        assertThat(this.<List<String>>answer(bed.engine().inspector()::channelNames))
                .containsExactly("a", "aa", "c", "d");
    }

    @ParameterizedTest
    @CsvSource({
        "MESSAGES, 3, 2",
        "LAST_SEQUENCE, 3, 2",
        "FIRST_SEQUENCE, 1, 1",
        "SUBSCRIPTIONS, 2, 0",
        "POSITIONS, 2, 0",
        "PARKED, 0, 0",
        "LAG_MESSAGES, 3, 0",
    })
    void shouldMeasureAllChannels(Measure measure, long first, long second) {
        // given
        orders.publishes("first", 3);
        orders.publishes("second", 2);
        orders.subscribes("first", Requests.durable("d")).acknowledges(1);
        orders.subscribes("first", Requests.durable("e"));

        // then
        assertThat(measured(measure))
                .containsExactlyInAnyOrderEntriesOf(Map.of("first", first, "second", second));
    }

    @Test
    void shouldMeasureAsItShows() {
        // given
        orders.publishes("tickets", 3);
        orders.subscribes("tickets", Requests.durable("d")).acknowledges(1);

        // when
        EngineSnapshot.Channel shown = channel("tickets", Detail.POSITIONS);

        // then
        assertThat(measured(Measure.BYTES)).containsExactly(Map.entry("tickets", shown.bytes()));
        assertThat(measured(Measure.OLDEST_WAITING))
                .containsExactly(
                        Map.entry(
                                "tickets", shown.positions().getFirst().oldestStoredEpochNanos()));
    }

    @Test
    void shouldMeasureWhatSomebodyCouldTake() {
        // given
        for (String channel : List.of("stuck", "paused", "offline", "nobody")) {
            orders.publishes(channel, 1);
        }
        payments.subscribes("stuck", Requests.durable("d"));
        payments.subscribes("paused", Requests.durable("d"));
        payments.subscribes("offline", Requests.durable("d")).closes();
        for (String channel : List.of("stuck", "paused", "offline")) {
            orders.publishes(channel, 1);
        }

        // when
        new Operator(bed).applies(new Operation.PauseChannel("paused", 0, "repair")).orThrow();

        // then
        EngineSnapshot.Channel stuck = channel("stuck", Detail.POSITIONS);
        assertThat(measured(Measure.OLDEST_STUCK))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "stuck",
                                stuck.positions().getFirst().oldestStoredEpochNanos(),
                                "paused",
                                0L,
                                "offline",
                                0L,
                                "nobody",
                                0L));
        assertThat(measured(Measure.LAST_STORED))
                .containsEntry("stuck", stuck.lastStoredEpochNanos());
        assertThat(stuck.lastStoredEpochNanos()).isPositive();
    }

    private Map<String, Long> measured(Measure measure) {
        Measurements all = answer(consumer -> bed.engine().inspector().measured(measure, consumer));
        Map<String, Long> values = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            values.put(all.channel(i), all.value(i));
        }
        return values;
    }

    @Test
    void shouldLetMessagesPassWhileItCounts() {
        // given: more channels than are looked at in one go
        int count = 2 * Slices.MOST_AT_ONCE;
        try (EngineBed one =
                EngineBed.started(
                        EngineOptions.defaults()
                                .withLimits(new StoreLimits(0, 10, 10, 1 << 20, 0, 0)))) {
            TestClient client = one.connected("many");
            IntStream.range(0, count).forEach(i -> client.publishes("channel-" + i, 1));
            List<String> order = new ArrayList<>();

            // when
            one.engine().inspector().totals(totals -> order.add("counted " + totals.channels()));
            one.shards().all().getFirst().execute(() -> order.add("a message"));
            one.settle();

            // then
            assertThat(order).containsExactly("a message", "counted " + count);
        }
    }

    @Test
    void shouldShowWhatAClientUses() {
        // given
        orders.subscribes("a");
        orders.subscribes("b", Requests.durable("gone")).closes();
        payments.subscribes("a");

        // when
        payments.publishes("a", 3);
        Inspector.Uses found =
                answer(consumer ->
                        bed.engine()
                                .inspector()
                                .uses(List.of("orders", "payments", "x"), consumer));
        List<Inspector.Use> uses =
                found.all().stream().filter(use -> use.clientId().equals("orders")).toList();

        // then: an offline durable is nobody's
        assertThat(uses).extracting(Inspector.Use::channel).containsExactly("a");
        assertThat(found.all()).hasSize(2);
        assertThat(found.published()).containsEntry("payments", 3L).doesNotContainKey("x");
    }

    @Test
    void shouldOrderSubscriptionsAsTheyAreShown() {
        // given
        orders.subscribes("a", Requests.queue("g"));
        orders.subscribes("a", Requests.durable("offline")).closes();
        orders.subscribes("a", Requests.durable("online"));

        // when
        List<EngineSnapshot.Subscription> shown =
                channel("a", Detail.SUBSCRIPTIONS).subscriptions();

        // then
        assertThat(shown)
                .extracting(one -> one.durableName() + one.queueGroup())
                .containsExactly("online", "offline", "g");
    }

    @Test
    void shouldTellHowFarAPositionIsBehind() {
        // given
        TestSubscription slow =
                orders.subscribes("a", Requests.all(Requests.durable("slow"), Requests.window(2)));
        payments.publishes("a", 1);
        bed.advance(Duration.ofSeconds(10));
        payments.publishes("a", 4);
        bed.advance(Duration.ofSeconds(5));

        // when
        EngineSnapshot.Position behind = channel("a", Detail.POSITIONS).positions().getFirst();
        slow.acknowledges(1);
        bed.settle();
        EngineSnapshot.Position less = channel("a", Detail.POSITIONS).positions().getFirst();

        // then
        assertThat(behind.clientId()).isEqualTo("orders");
        assertThat(behind.durableName()).isEqualTo("slow");
        assertThat(behind.pending()).isEqualTo(2);
        assertThat(behind.unsent()).isEqualTo(3);
        assertThat(secondsSince(behind.oldestStoredEpochNanos())).isEqualTo(15);
        assertThat(less.unsent()).isEqualTo(2);
        assertThat(secondsSince(less.oldestStoredEpochNanos())).isEqualTo(5);
    }

    @Test
    void shouldTellOfAGroupAsAWhole() {
        // given
        orders.subscribes("a", Requests.queue("g")).acknowledges();
        payments.subscribes("a", Requests.queue("g"));
        payments.publishes("a", 4);
        bed.settle();

        // when
        List<EngineSnapshot.Position> positions = channel("a", Detail.POSITIONS).positions();

        // then
        assertThat(positions).hasSize(1);
        assertThat(positions.getFirst().queueGroup()).isEqualTo("g");
        assertThat(positions.getFirst().clientId()).isEmpty();
        assertThat(positions.getFirst().pending()).isEqualTo(4);
        assertThat(positions.getFirst().unsent()).isZero();
    }

    @Test
    void shouldSayThatNothingIsBehind() {
        // given
        TestSubscription quick = orders.subscribes("a");
        payments.publishes("a", 3);
        quick.acknowledges(1, 2, 3);
        bed.settle();

        // then
        EngineSnapshot.Position position = channel("a", Detail.POSITIONS).positions().getFirst();
        assertThat(position.oldestStoredEpochNanos()).isZero();
        assertThat(position.pending() + position.unsent()).isZero();
    }

    @Test
    void shouldMeasureHowLongPublishersWait() {
        // given: a store that takes 3 ms
        orders.publishes("a", 1);
        bed.store().holdBack();
        orders.sendsMessage("a", "two");
        bed.advance(Duration.ofMillis(3));
        bed.store().letGo();
        bed.settle();

        // when
        EngineLatencies latencies = answer(bed.engine().inspector()::latencies);

        // then
        assertThat(sum(latencies.publish().buckets())).isEqualTo(2);
        assertThat(latencies.publish().sumNanos())
                .isBetween(TimeUnit.MILLISECONDS.toNanos(3), TimeUnit.MILLISECONDS.toNanos(4));
        assertThat(sum(latencies.commit().buckets())).isEqualTo(2);
        assertThat(latencies.commit().sumNanos())
                .isBetween(TimeUnit.MILLISECONDS.toNanos(3), TimeUnit.MILLISECONDS.toNanos(4));
    }

    @Test
    void shouldTellOfAStoreThatLosesWhatItCouldNotMakeDurable() {
        // given
        orders.publishes("a", 1);
        bed.store().holdBack();
        orders.sendsMessage("a", "lost");
        bed.settle();
        assertThat(this.<String>answer(bed.engine().inspector()::storeFailure)).isEmpty();

        // when
        bed.store().channel("a").loseUnsynced();
        bed.settle();

        // then
        assertThat(this.<String>answer(bed.engine().inspector()::storeFailure))
                .startsWith("Messages are lost before they were acknowledged: a, ")
                .contains("disk gone");

        // when
        bed.advance(Duration.ofSeconds(11), Duration.ofSeconds(1));

        // then
        assertThat(this.<String>answer(bed.engine().inspector()::storeFailure)).isEmpty();
    }

    @Test
    void shouldHaveNobodyToAskBeforeTheStart() {
        try (EngineBed unstarted = new EngineBed(EngineOptions.defaults(), 1)) {
            assertThatThrownBy(() -> unstarted.engine().inspector())
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private long secondsSince(long epochNanos) {
        return TimeUnit.NANOSECONDS.toSeconds(bed.shards().epochNanos() - epochNanos);
    }

    private static long sum(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).sum();
    }
}
