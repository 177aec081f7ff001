package dev.stanchion.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.Compatibility;
import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.identity.DuplicatePolicies;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestClient.Pending;
import dev.stanchion.engine.testbed.TestSubscription;
import dev.stanchion.protocol.ConnectResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What becomes of a client whose ID is in use, if the operator has said it. */
class DuplicatesTest {
    private static final String REGISTERED = "stan: clientID already registered";
    private static final String UNKNOWN = "stan: unknown clientID";

    private final EngineBed bed =
            EngineBed.started(
                    EngineOptions.defaults()
                            .withDuplicatePolicies(
                                    DuplicatePolicies.parse("orders=lease,few=lease:2,*=replace")),
                    3);

    @AfterEach
    void close() {
        bed.close();
    }

    private List<String> registered() {
        return bed.snapshot().clients().stream().map(one -> one.clientId()).sorted().toList();
    }

    @Nested
    class Replacing {
        @Test
        void shouldLetTheNewestWinAtOnce() {
            // given
            TestClient old = bed.connected("web");
            TestSubscription oldListener = old.subscribes("foo");

            // when
            TestClient newest = bed.connected("web", 1);
            newest.publishes("foo", "x");

            // then
            assertThat(old.heartbeatsSeen()).isZero();
            assertThat(oldListener.received()).isEmpty();
            assertThat(old.pings(old.connectionId()).orThrow())
                    .contains("client has been replaced or is no longer registered");
            assertThat(registered()).containsExactly("web");
            assertThat(bed.logged())
                    .anyMatch(line -> line.contains("replaces test connection on shard 0 since"));
        }

        @Test
        void shouldNotLetTheOldOneCloseTheNewest() {
            // given
            TestClient old = bed.connected("web");
            TestClient newest = bed.connected("web", 1);

            // when
            String closed = old.closes();

            // then
            assertThat(closed).isEqualTo(UNKNOWN);
            assertThat(newest.publishes("foo", "x")).isEmpty();
        }

        @Test
        void shouldLetTheNewestResumeItsDurable() {
            // given
            TestClient old = bed.connected("web");
            old.subscribes("foo", Requests.durable("d"));
            old.publishes("foo", 1);

            // when
            TestSubscription resumed =
                    bed.connected("web", 1).subscribes("foo", Requests.durable("d"));

            // then
            assertThat(resumed.again()).containsExactly(1L);
        }

        @Test
        void shouldEndWithTheLastOfManyThatComeAtOnce() {
            // given
            bed.store().answerLater();
            List<TestClient> copies =
                    IntStream.range(0, 5).mapToObj(i -> bed.client("web", 1)).toList();

            // when
            copies.forEach(TestClient::startsToConnect);
            bed.settle();

            // then
            assertThat(registered()).containsExactly("web");
            assertThat(copies.getLast().publishes("foo", "x")).isEmpty();
            assertThat(copies.getFirst().publishes("foo", "x"))
                    .isEqualTo("stan: invalid publish request");
        }

        @Test
        void shouldReplaceWithSharedSubjectsToo() {
            // given
            bed.restartWith(
                    EngineOptions.defaults()
                            .withCompatibility(Compatibility.STRICT, true)
                            .withDuplicatePolicies(DuplicatePolicies.parse("web=replace")));
            TestClient old = bed.connected("web");

            // when
            TestClient newest = bed.connected("web", 1);

            // then
            assertThat(newest.publishes("foo", "x")).isEmpty();
            assertThat(old.publishes("foo", "x")).isEqualTo("stan: invalid publish request");
        }
    }

    @Nested
    class Leasing {
        @Test
        void shouldGiveEachCopyASlotOfItsOwn() {
            // when
            TestClient first = bed.connected("orders");
            TestClient second = bed.connected("orders", 1);
            TestClient third = bed.connected("orders", 2);

            // then
            assertThat(registered()).containsExactly("orders", "orders-2", "orders-3");
            assertThat(first.publishes("foo", "1")).isEmpty();
            assertThat(second.publishes("foo", "2")).isEmpty();
            assertThat(third.publishes("foo", "3")).isEmpty();
            assertThat(second.pings(second.connectionId()).orThrow()).isEmpty();
        }

        @Test
        void shouldDeliverToEachCopyOnItsOwn() {
            // given
            TestClient first = bed.connected("orders");
            TestClient second = bed.connected("orders", 1);
            TestSubscription firstDurable = first.subscribes("foo", Requests.durable("d"));
            TestSubscription secondDurable = second.subscribes("foo", Requests.durable("d"));

            // when
            first.publishes("foo", 1);

            // then
            assertThat(firstDurable.sequences()).containsExactly(1L);
            assertThat(secondDurable.sequences()).containsExactly(1L);
        }

        @Test
        void shouldGiveTheLowestFreeSlotWithItsDurables() {
            // given
            TestClient publisher = bed.connected("publisher");
            List<TestClient> copies =
                    List.of(
                            bed.connected("orders"),
                            bed.connected("orders", 1),
                            bed.connected("orders", 2));
            TestSubscription durable = copies.get(1).subscribes("foo", Requests.durable("d"));
            publisher.publishes("foo", 2);
            durable.acknowledges(1);

            // when
            copies.get(1).closes();
            TestClient back = bed.connected("orders");
            TestSubscription resumed = back.subscribes("foo", Requests.durable("d"));

            // then
            assertThat(registered()).containsExactly("orders", "orders-2", "orders-3", "publisher");
            assertThat(resumed.again()).containsExactly(2L);
            assertThat(resumed.unsubscribes()).isEmpty();
        }

        @Test
        void shouldTakeTheSlotOfAHolderThatNobodyListensForAtOnce() {
            // given
            TestClient first = bed.connected("orders");
            bed.connected("orders", 1);
            first.vanishes();

            // when
            TestClient back = bed.connected("orders", 2);

            // then
            assertThat(registered()).containsExactly("orders", "orders-2");
            assertThat(back.publishes("foo", "x")).isEmpty();
            assertThat(first.publishes("foo", "x")).isEqualTo("stan: invalid publish request");
        }

        @Test
        void shouldTakeTheSlotOfASilentHolderAfterHalfASecond() {
            // given
            TestClient first = bed.connected("orders");
            bed.connected("orders", 1);
            first.isMute(true);

            // when
            Pending<ConnectResponse> back = bed.client("orders", 2).startsToConnect();
            bed.settle();
            bed.advance(Duration.ofMillis(499));
            boolean answeredEarly = back.isAnswered();
            bed.advance(Duration.ofMillis(2));

            // then
            assertThat(answeredEarly).isFalse();
            assertThat(back.orThrow().error()).isEmpty();
            assertThat(registered()).containsExactly("orders", "orders-2");
        }

        @Test
        void shouldSeatAllThatComeWhileHoldersAreAsked() {
            // given
            TestClient first = bed.connected("orders");
            TestClient second = bed.connected("orders", 1);
            first.isMute(true);
            second.isMute(true);
            List<TestClient> copies =
                    IntStream.range(0, 4).mapToObj(i -> bed.client("orders", i % 3)).toList();

            // when
            List<Pending<ConnectResponse>> pending =
                    copies.stream().map(TestClient::startsToConnect).toList();
            bed.advance(Duration.ofMillis(501));

            // then
            assertThat(pending).allMatch(one -> one.orThrow().error().isEmpty());
            assertThat(registered()).containsExactly("orders", "orders-2", "orders-3", "orders-4");
            assertThat(copies.stream().map(copy -> copy.publishes("foo", "x"))).containsOnly("");
            assertThat(first.closes()).isEqualTo(UNKNOWN);
        }

        @Test
        void shouldSeatManyThatComeAtOnce() {
            // given
            bed.store().answerLater();
            bed.connected("orders");

            // when
            List<Pending<ConnectResponse>> pending =
                    IntStream.range(0, 100)
                            .mapToObj(i -> bed.client("orders", i % 3).startsToConnect())
                            .toList();
            bed.settle();

            // then
            assertThat(pending).allMatch(one -> one.orThrow().error().isEmpty());
            assertThat(registered()).hasSize(101).contains("orders-101");
        }

        @Test
        void shouldRefuseMoreCopiesThanThePolicyAllows() {
            // given
            TestClient first = bed.connected("few");
            bed.connected("few", 1);

            // when
            String refused = bed.client("few", 2).triesToConnect().error();
            first.closes();
            String granted = bed.client("few", 2).triesToConnect().error();

            // then
            assertThat(refused).isEqualTo(REGISTERED);
            assertThat(granted).isEmpty();
            assertThat(bed.logged())
                    .anyMatch(line ->
                            line.endsWith(
                                    "all 2 slots are in use; --duplicate-clients allows no more"));
        }

        @Test
        void shouldPassOverASlotWhoseNameAnotherClientHas() {
            // given
            TestClient other = bed.connected("orders-2");
            bed.connected("orders");

            // when
            bed.connected("orders", 1);

            // then
            assertThat(registered()).containsExactly("orders", "orders-2", "orders-3");
            assertThat(other.publishes("foo", "x")).isEmpty();
        }

        @Test
        void shouldWaitForASlotThatIsBeingClosed() {
            // given
            TestClient first = bed.connected("orders");
            bed.connected("orders", 1);
            bed.store().holdBackAnswers("deleteClient");
            Pending<?> closing = first.startsToClose();
            bed.settle();

            // when
            Pending<ConnectResponse> next = bed.client("orders", 2).startsToConnect();
            bed.settle();
            boolean answeredEarly = next.isAnswered();
            bed.store().letGo();
            bed.settle();

            // then
            assertThat(closing.isAnswered()).isTrue();
            assertThat(answeredEarly).isFalse();
            assertThat(next.orThrow().error()).isEmpty();
            assertThat(registered()).containsExactly("orders", "orders-2");
        }

        @Test
        void shouldKeepSlotsOverARestart() {
            // given
            TestClient first = bed.connected("orders");
            TestClient second = bed.connected("orders", 1);
            TestSubscription durable = second.subscribes("foo", Requests.durable("d"));

            // when
            bed.restart();
            TestClient third = bed.connected("orders", 2);
            first.publishes("foo", 1);

            // then
            assertThat(registered()).containsExactly("orders", "orders-2", "orders-3");
            assertThat(durable.sequences()).containsExactly(1L);
            assertThat(second.publishes("foo", "x")).isEmpty();
            assertThat(third.publishes("foo", "x")).isEmpty();
        }

        @Test
        void shouldBoundHowManyWaitForASlot() {
            // given
            bed.connected("orders").isMute(true);

            // when
            List<Pending<ConnectResponse>> pending =
                    IntStream.range(0, SlotRound.MAX_CHALLENGERS + 1)
                            .mapToObj(i -> bed.client("orders", 0).startsToConnect())
                            .toList();
            bed.settle();

            // then
            assertThat(
                            pending.stream()
                                    .filter(Pending::isAnswered)
                                    .map(one -> one.orThrow().error()))
                    .containsExactly(REGISTERED);
        }
    }
}
