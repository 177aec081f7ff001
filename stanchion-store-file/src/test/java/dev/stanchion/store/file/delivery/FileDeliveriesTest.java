package dev.stanchion.store.file.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.kit.store.TestChannel;
import dev.stanchion.store.file.ManualStore;
import dev.stanchion.store.file.OnManualDisk;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * {@code spec/stores.md} 8.5 K4 and K5: what a batch has delivered and acknowledged is known to the
 * next process, whatever of it the catalog knows.
 */
class FileDeliveriesTest extends OnManualDisk {
    private static SubscriptionRecord member(long id, long lastSent) {
        return new SubscriptionRecord(
                id,
                "client-" + id,
                "dur:group",
                "_INBOX." + id,
                "_INBOX.ack." + id,
                16,
                30,
                "",
                lastSent,
                true,
                false);
    }

    private SubscriptionLog openWith(long... ids) {
        TestChannel channel = fixture.open("foo");
        for (long id : ids) {
            channel.subscriptions().put(member(id, 0));
        }
        channel.flushSubscriptions();
        return channel.subscriptions();
    }

    /** Ends the batch, and nothing more: no time passes, and nothing is done elsewhere. */
    private void endBatch() {
        fixture.shard().runReady();
    }

    private RecoveredState.Channel found() {
        return fixture.recovered().channels().getFirst();
    }

    private RecoveredState.Subscription found(long id) {
        return found().subscriptions().stream()
                .filter(each -> each.subscription().id() == id)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void k04_k05_shouldKnowAfterAKillWhatTheLastBatchHasDeliveredAndAcknowledged() {
        // given
        SubscriptionLog log = openWith(1, 2);
        for (long sequence = 1; sequence <= 99; sequence += 2) {
            log.delivered(1, sequence);
            log.delivered(2, sequence + 1);
        }
        endBatch();
        log.acknowledged(1, 3);
        log.acknowledged(2, 100);
        log.acknowledged(1, 1);
        log.delivered(1, 101);
        endBatch();

        // when
        fixture.crash();

        // then
        assertThat(found().mayLackDeliveries()).isFalse();
        assertThat(found(1).subscription().lastSent()).isEqualTo(101);
        assertThat(found(1).pending()).hasSize(49).startsWith(5L, 7L).endsWith(99L, 101L);
        assertThat(found(2).subscription().lastSent()).isEqualTo(100);
        assertThat(found(2).pending()).hasSize(49).startsWith(2L, 4L).endsWith(96L, 98L);
    }

    @Test
    void shouldKnowItThroughOneKillAfterTheOther() {
        // given
        SubscriptionLog log = openWith(1);
        log.delivered(1, 1);
        endBatch();

        // when
        fixture.crash();
        fixture.crash();
        log = fixture.open("foo").subscriptions();
        log.acknowledged(1, 1);
        log.delivered(1, 2);
        endBatch();
        fixture.crash();

        // then
        assertThat(found().mayLackDeliveries()).isFalse();
        assertThat(found(1).subscription().lastSent()).isEqualTo(2);
        assertThat(found(1).pending()).containsExactly(2L);
    }

    @Test
    void shouldKnowRecordsThatNobodyHasFlushed() {
        // given
        SubscriptionLog log = openWith(1);
        log.put(member(1, 44).withUser("alice"));
        log.put(member(2, 7).withPerhapsSentUpTo(20));
        log.delivered(2, 9);
        endBatch();

        // when
        fixture.crash();

        // then
        assertThat(found(1).subscription()).isEqualTo(member(1, 44).withUser("alice"));
        assertThat(found(2).subscription()).isEqualTo(member(2, 9).withPerhapsSentUpTo(20));
        assertThat(found(2).pending()).containsExactly(9L);
        assertThat(fixture.open("foo").subscriptions().highestId()).isEqualTo(2);
    }

    @Test
    void shouldRecordWhoHasTheMessagesOfALeaverBeforeTheLeaverIsGone() {
        // given
        SubscriptionLog log = openWith(1, 2);
        log.delivered(1, 1);
        fixture.settle();

        // when
        log.delivered(2, 1);
        log.delete(1);
        device.letOthersWork();
        fixture.crash();

        // then
        assertThat(found().subscriptions()).hasSize(1);
        assertThat(found(2).pending()).containsExactly(1L);
    }

    @Test
    void shouldNotBringBackAnEndedSubscriptionOfWhichAnEarlierFrameSpeaks() {
        // given
        SubscriptionLog log = openWith(1);
        log.put(member(1, 5));
        endBatch();

        // when
        log.delete(1);
        device.letOthersWork(); // the catalog knows it within the batch
        fixture.crash();

        // then
        assertThat(found().subscriptions()).isEmpty();
    }

    @Test
    void shouldSayThatSomethingMayBeMissingWhenTheMachineHasEnded() {
        // given
        SubscriptionLog log = openWith(1);
        log.delivered(1, 1);
        endBatch();

        // when
        device.disk().restartMachine();
        fixture.crash();
        boolean isSaid = found().mayLackDeliveries();
        fixture.open("foo");
        fixture.crash();
        boolean isSaidAgain = found().mayLackDeliveries();
        fixture.restart();
        boolean isSaidUntilItWasOpen = found().mayLackDeliveries();
        fixture.open("foo");
        fixture.restart();

        // then
        assertThat(isSaid).isTrue();
        assertThat(isSaidAgain).isTrue();
        assertThat(isSaidUntilItWasOpen).isTrue();
        assertThat(found().mayLackDeliveries()).isFalse();
    }

    @Test
    void shouldSayThatSomethingMayBeMissingWhereNoFileCanBeMapped() {
        // given
        device.disk().failToMap();
        SubscriptionLog log = openWith(1);
        log.delivered(1, 1);
        endBatch();

        // when
        fixture.crash();

        // then
        assertThat(found().mayLackDeliveries()).isTrue();
    }

    @Test
    void shouldOpenNoChannelWhileNobodyCouldKnowLaterThatItsDeliveriesAreMissing() {
        // given
        fixture.open("foo");
        fixture.restart();
        device.disk().failToMap();
        device.disk().failToForce(path -> path.toString().contains("catalog"));

        // when
        assertThatThrownBy(() -> fixture.open("foo"))
                .rootCause()
                .hasMessageContaining("Input/output error");
        device.disk().heal();
        SubscriptionLog log = openWith(1);
        log.delivered(1, 1);
        endBatch();
        fixture.crash();

        // then
        assertThat(found().mayLackDeliveries()).isTrue();
    }

    @Test
    void shouldOpenChannelsOnAFullDiskSinceTheirLimitsAreWhatMakesRoom() {
        // given
        fixture.open("foo").store("hello");
        fixture.restart();
        device.disk().failToMap();
        device.disk().limitGrowth(path -> path.toString().contains("catalog"), 0);

        // when
        TestChannel channel = fixture.open("foo");

        // then
        assertThat(channel.kept()).hasSize(1);
    }

    @Test
    void shouldLackNothingAfterAnEndInGoodOrder() {
        // given
        SubscriptionLog log = openWith(1);
        log.delivered(1, 1);
        log.delivered(1, 2);
        log.acknowledged(1, 1);
        Path deliveries = device.directory().resolve("deliveries");
        List<String> inUse = names(deliveries);

        // when
        fixture.restart();

        // then
        assertThat(found().mayLackDeliveries()).isFalse();
        assertThat(found(1).pending()).containsExactly(2L);
        assertThat(inUse).containsExactlyInAnyOrder("0-a.log", "0-b.log");
        assertThat(names(deliveries)).isEmpty();
    }

    private static List<String> names(Path directory) {
        return List.of(Objects.requireNonNull(directory.toFile().list()));
    }

    @Test
    void shouldKnowMoreThanBothFilesHoldAtATime() {
        // given
        device.setOptions(ManualStore.SMALL.withDeliveryLogBytes(1024));
        fixture.restart();
        SubscriptionLog log = openWith(1);

        // when
        for (long sequence = 1; sequence <= 1_000; sequence++) {
            log.delivered(1, sequence);
            if (sequence % 3 != 0) {
                log.acknowledged(1, sequence);
            }
            endBatch();
            if (sequence % 5 == 0) {
                device.letOthersWork();
            }
        }
        fixture.crash();

        // then
        assertThat(found().mayLackDeliveries()).isFalse();
        assertThat(found(1).subscription().lastSent()).isEqualTo(1_000);
        assertThat(found(1).pending()).hasSize(333).startsWith(3L, 6L).endsWith(996L, 999L);
    }

    @Test
    void shouldSayWhenThereWasNoRoomAndUntilTheCatalogHasCaughtUp() {
        // given
        device.setOptions(ManualStore.SMALL.withDeliveryLogBytes(1024));
        fixture.restart();
        SubscriptionLog log = openWith(1);
        deliverWithoutTheCatalog(log, 200);
        fixture.crash();
        boolean isSaid = found().mayLackDeliveries();
        fixture.open("foo");
        fixture.restart();
        log = fixture.open("foo").subscriptions();

        // when
        deliverWithoutTheCatalog(log, 400);
        fixture.settle();
        log.delivered(1, 401);
        endBatch();
        fixture.crash();

        // then
        assertThat(isSaid).isTrue();
        assertThat(found().mayLackDeliveries()).isFalse();
        assertThat(found(1).subscription().lastSent()).isEqualTo(401);
    }

    private void deliverWithoutTheCatalog(SubscriptionLog log, long last) {
        for (long sequence = last - 199; sequence <= last; sequence++) {
            log.delivered(1, sequence);
            endBatch();
        }
    }
}
