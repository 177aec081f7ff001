package dev.stanchion.kit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.engine.spi.SubscriptionRecord;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of the record of subscriptions: {@code spec/stores.md} 8.4. */
public abstract class SubscriptionLogContract extends ContractTest {
    @Test
    void s8_71_shouldTakeTheSameDeliveryAndAcknowledgementTwice() {
        // given
        TestChannel channel = fixture().open("foo");
        SubscriptionLog log = channel.subscriptions();
        log.put(Subscriptions.record(1, "orders"));

        // when // then
        log.delivered(1, 1);
        log.delivered(1, 1);
        log.acknowledged(1, 1);
        log.acknowledged(1, 1);
        log.put(Subscriptions.record(1, "orders"));
        log.delete(1);
        channel.flushSubscriptions();
    }

    @Test
    void shouldRememberTheUserOfADurable() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        SubscriptionLog log = channel.subscriptions();
        log.put(Subscriptions.closedDurable(1, "orders").withUser("Jürgen"));
        log.put(Subscriptions.closedDurable(2, "nobody"));
        log.delivered(1, 1);
        log.delivered(1, 8);
        channel.flushSubscriptions();

        // when
        fixture().crash();

        // then
        assertThat(fixture().recovered().channels().getFirst().subscriptions())
                .extracting(each -> each.subscription().user())
                .containsExactly("Jürgen", "");
    }

    @Test
    void shouldRememberWhatMayHaveBeenSentWithoutARecord() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        SubscriptionLog log = channel.subscriptions();
        log.put(Subscriptions.record(1, "orders").withPerhapsSentUpTo(9_000_000_000L));
        log.put(Subscriptions.closedDurable(2, "orders").withUser("J").withPerhapsSentUpTo(3));
        log.put(Subscriptions.record(3, "orders").withPerhapsSentUpTo(3));
        log.put(Subscriptions.record(3, "orders"));
        log.delivered(1, 1);
        channel.flushSubscriptions();

        // when
        fixture().crash();

        // then
        assertThat(fixture().recovered().channels().getFirst().subscriptions())
                .extracting(each -> each.subscription().perhapsSentUpTo())
                .containsExactly(9_000_000_000L, 3L, 0L);
    }

    @Test
    void shouldRememberThatASubscriptionIsPaused() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        SubscriptionLog log = channel.subscriptions();
        String note = "9 1 p ops deploying v2\n";
        log.put(Subscriptions.record(1, "orders").withPause(note));
        log.put(Subscriptions.closedDurable(2, "orders").withUser("J").withPause(note));
        log.put(Subscriptions.record(3, "orders").withPerhapsSentUpTo(3).withPause(note));
        log.put(Subscriptions.record(4, "orders").withPause(note));
        log.put(Subscriptions.record(4, "orders"));
        log.delivered(1, 1);
        channel.flushSubscriptions();

        // when
        fixture().crash();

        // then
        assertThat(fixture().recovered().channels().getFirst().subscriptions())
                .extracting(each -> each.subscription().pause())
                .containsExactly(note, note, note, "");
    }

    @Test
    void shouldRememberAttemptsWithASubscription() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        SubscriptionLog log = channel.subscriptions();
        String note = "a1 3\n".repeat(3_000);
        log.put(Subscriptions.record(1, "orders"));
        log.delivered(1, 1);
        log.put(Subscriptions.record(1, "orders").withAttempts(note));
        log.put(
                Subscriptions.closedDurable(2, "orders")
                        .withPause("9 1 p ops \n")
                        .withAttempts(note));
        log.put(Subscriptions.record(3, "orders").withAttempts(note));
        log.put(Subscriptions.record(3, "orders"));
        channel.flushSubscriptions();

        // when
        fixture().crash();

        // then
        assertThat(fixture().recovered().channels().getFirst().subscriptions())
                .extracting(each -> each.subscription().attempts())
                .containsExactly(note, note, "");
        assertThat(fixture().recovered().channels().getFirst().subscriptions().getFirst().pending())
                .containsExactly(1L);
    }

    @Test
    void s8_72_shouldIgnoreWhatConcernsAnUnknownSubscription() {
        // given
        TestChannel channel = fixture().open("foo");
        SubscriptionLog log = channel.subscriptions();
        log.put(Subscriptions.record(3, "orders"));
        log.delete(3);

        // when
        for (long id : new long[] {3, 77}) {
            log.delivered(id, 1);
            log.acknowledged(id, 1);
            log.delete(id);
        }

        // then
        channel.flushSubscriptions();
        assertThat(log.highestId()).isEqualTo(3);
    }

    @Test
    void s8_73_shouldRememberTheHighestIdWhenItsSubscriptionIsDeleted() {
        // given
        SubscriptionLog log = fixture().open("foo").subscriptions();
        assertThat(log.highestId()).isZero();

        // when
        log.put(Subscriptions.record(1, "orders"));
        log.put(Subscriptions.record(2, "orders"));
        log.put(Subscriptions.record(1, "orders"));
        log.delete(2);

        // then
        assertThat(log.highestId()).isEqualTo(2);
    }

    @Test
    void shouldCountTheIdsOfEachChannelByThemselves() {
        // given
        SubscriptionLog foo = fixture().open("foo").subscriptions();
        SubscriptionLog bar = fixture().open("bar").subscriptions();

        // when
        foo.put(Subscriptions.record(5, "orders"));

        // then
        assertThat(bar.highestId()).isZero();
    }

    @Test
    void s8_74_shouldRememberTheHighestIdAcrossRestarts() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        channel.subscriptions().put(Subscriptions.record(1, "orders"));
        channel.subscriptions().put(Subscriptions.record(2, "orders"));
        channel.subscriptions().delete(2);

        // when
        fixture().restart();

        // then
        assertThat(fixture().open("foo").subscriptions().highestId()).isEqualTo(2);
    }

    @Test
    void s8_75_k05_shouldRecoverWhatWasNotAcknowledged() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        SubscriptionLog log = channel.subscriptions();
        log.put(Subscriptions.durable(1, "orders", "_INBOX.ack", 0));
        deliver(log, 1, 2, 3);
        log.acknowledged(1, 1);
        log.acknowledged(1, 3);
        channel.flushSubscriptions();

        // when
        fixture().crash();

        // then
        assertThat(recovered().subscription().lastSent()).isEqualTo(3);
        assertThat(recovered().pending()).containsExactly(2L);
    }

    @Test
    void s8_76_shouldRecoverTheLastSentWhenEverythingIsAcknowledged() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        SubscriptionLog log = channel.subscriptions();
        log.put(Subscriptions.durable(1, "orders", "_INBOX.ack", 0));
        deliver(log, 1, 2, 1);
        log.acknowledged(1, 1);
        log.acknowledged(1, 2);
        channel.flushSubscriptions();

        // when
        fixture().crash();
        fixture().restart();

        // then
        assertThat(recovered().subscription().lastSent()).isEqualTo(2);
        assertThat(recovered().pending()).isEmpty();
    }

    @Test
    void s8_77_shouldKeepWhatIsPendingWhenASubscriptionIsReplaced() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        SubscriptionLog log = channel.subscriptions();
        log.put(Subscriptions.durable(1, "orders", "_INBOX.ack", 0));
        deliver(log, 1, 2);
        log.put(Subscriptions.durable(1, "orders", "_INBOX.new", 2));
        deliver(log, 3);
        channel.flushSubscriptions();

        // when
        fixture().crash();

        // then
        assertThat(recovered().subscription())
                .isEqualTo(Subscriptions.durable(1, "orders", "_INBOX.new", 3));
        assertThat(recovered().pending()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldGoBackIfASubscriptionIsReplacedWithAllThatItHas() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        SubscriptionLog log = channel.subscriptions();
        log.put(Subscriptions.durable(1, "orders", "_INBOX.ack", 0));
        deliver(log, 1, 2, 3, 4, 5);
        log.acknowledged(1, 1);
        channel.flushSubscriptions();
        deliver(log, 6);

        // when
        log.replace(Subscriptions.durable(1, "orders", "_INBOX.ack", 3), new long[] {2, 3});
        channel.flushSubscriptions();
        fixture().crash();

        // then
        assertThat(recovered().subscription())
                .isEqualTo(Subscriptions.durable(1, "orders", "_INBOX.ack", 3));
        assertThat(recovered().pending()).containsExactly(2L, 3L);

        // when: it goes on from there
        channel = fixture().open("foo");
        channel.subscriptions().acknowledged(1, 2);
        deliver(channel.subscriptions(), 4);
        channel.flushSubscriptions();
        fixture().restart();

        // then
        assertThat(recovered().subscription().lastSent()).isEqualTo(4);
        assertThat(recovered().pending()).containsExactly(3L, 4L);
    }

    @Test
    void shouldForgetAllThatIsPendingIfASubscriptionIsReplacedWithNothing() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        SubscriptionLog log = channel.subscriptions();
        log.put(Subscriptions.durable(1, "orders", "_INBOX.ack", 0));
        deliver(log, 1, 2, 3);
        channel.flushSubscriptions();

        // when
        log.replace(Subscriptions.durable(1, "orders", "_INBOX.ack", 0), new long[0]);
        log.replace(Subscriptions.durable(7, "nobody", "_INBOX.ack", 0), new long[] {1});
        deliver(log, 1);
        log.acknowledged(1, 1);
        channel.flushSubscriptions();
        fixture().crash();

        // then
        assertThat(recovered().subscription().lastSent()).isEqualTo(1);
        assertThat(recovered().pending()).isEmpty();
    }

    @Test
    void s8_79_shouldRecoverNothingOfADeletedSubscription() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        SubscriptionLog log = channel.subscriptions();
        log.put(Subscriptions.durable(1, "orders", "_INBOX.ack", 0));
        deliver(log, 1, 2);
        log.delete(1);
        deliver(log, 3);
        log.put(Subscriptions.durable(2, "billing", "_INBOX.ack", 0));
        channel.flushSubscriptions();

        // when
        fixture().crash();

        // then
        assertThat(subscriptions())
                .extracting(subscription -> subscription.subscription().id())
                .containsExactly(2L);
    }

    @Test
    void s8_83_shouldRecoverTheLastSentOfWhatWasAcknowledgedBeforeTheFlush() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        SubscriptionLog log = channel.subscriptions();
        log.put(Subscriptions.durable(1, "orders", "_INBOX.ack", 0));
        channel.flushSubscriptions();
        deliver(log, 1);
        log.acknowledged(1, 1);
        channel.flushSubscriptions();

        // when
        fixture().crash();

        // then
        assertThat(recovered().subscription().lastSent()).isEqualTo(1);
        assertThat(recovered().pending()).isEmpty();
    }

    @Test
    void s8_88_shouldRecoverClosedDurablesAndGroupsWithoutMembers() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        SubscriptionRecord closed = Subscriptions.closedDurable(1, "orders");
        SubscriptionRecord group = Subscriptions.groupWithoutMembers(2);
        channel.subscriptions().put(closed);
        channel.subscriptions().put(group);
        channel.flushSubscriptions();

        // when
        fixture().crash();

        // then
        assertThat(subscriptions())
                .extracting(RecoveredState.Subscription::subscription)
                .containsExactlyInAnyOrder(closed, group);
    }

    private static void deliver(SubscriptionLog log, long... sequences) {
        for (long sequence : sequences) {
            log.delivered(1, sequence);
        }
    }

    private RecoveredState.Subscription recovered() {
        assertThat(subscriptions()).hasSize(1);
        return subscriptions().get(0);
    }

    private List<RecoveredState.Subscription> subscriptions() {
        assertThat(fixture().recovered().channels()).hasSize(1);
        return fixture().recovered().channels().get(0).subscriptions();
    }

    @Test
    void s8_74_shouldRememberTheHighestIdThroughManyRestarts() {
        // given
        requirePersistence();
        SubscriptionLog log = fixture().open("foo").subscriptions();
        log.put(Subscriptions.record(1, "orders"));

        // when
        fixture().restart();
        log = fixture().open("foo").subscriptions();
        log.put(Subscriptions.record(2, "orders"));
        log.delete(1);
        log.put(Subscriptions.record(3, "orders"));
        log.delete(3);
        fixture().restart();
        fixture().open("foo");
        fixture().restart();

        // then
        assertThat(fixture().open("foo").subscriptions().highestId()).isEqualTo(3);
    }

    @Test
    void s8_76_shouldKeepTheLastSentThroughFurtherRuns() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        channel.subscriptions().put(Subscriptions.durable(1, "orders", "_INBOX.ack", 0));
        deliver(channel.subscriptions(), 1, 2, 1);
        channel.flushSubscriptions();
        fixture().crash();
        assertThat(recovered().pending()).containsExactly(1L, 2L);

        // when
        channel = fixture().open("foo");
        channel.subscriptions().acknowledged(1, 1);
        channel.subscriptions().acknowledged(1, 2);
        channel.flushSubscriptions();
        fixture().crash();

        // then
        assertThat(recovered().subscription().lastSent()).isEqualTo(2);
        assertThat(recovered().pending()).isEmpty();
    }

    @Test
    void s8_78_shouldRecoverASubscriptionThatIsPutWithAnIdOfItsOwn() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        SubscriptionRecord elsewhere = Subscriptions.durable(41, "orders", "_INBOX.ack", 7);
        channel.subscriptions().put(elsewhere);
        channel.flushSubscriptions();

        // when
        fixture().crash();

        // then
        assertThat(recovered().subscription()).isEqualTo(elsewhere);
        assertThat(fixture().open("foo").subscriptions().highestId()).isEqualTo(41);
    }

    @Test
    void s8_84_shouldRecoverWhatSeveralFlushesSay() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        SubscriptionLog log = channel.subscriptions();
        log.put(Subscriptions.durable(1, "orders", "_INBOX.ack", 0));
        deliver(log, 1, 2, 3, 4);
        channel.flushSubscriptions();
        log.acknowledged(1, 2);
        channel.flushSubscriptions();
        log.acknowledged(1, 4);
        channel.flushSubscriptions();

        // when
        fixture().crash();

        // then
        assertThat(recovered().subscription().lastSent()).isEqualTo(4);
        assertThat(recovered().pending()).containsExactly(1L, 3L);
    }

    @Test
    void s8_86_shouldKeepSubscriptionsApartThatTakeTurns() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        SubscriptionLog log = channel.subscriptions();
        log.put(Subscriptions.durable(1, "orders", "_INBOX.ack", 0));
        log.put(Subscriptions.durable(2, "billing", "_INBOX.ack", 0));

        // when
        for (long sequence = 1; sequence <= 600; sequence++) {
            log.delivered(1 + sequence % 2, sequence);
            if (sequence % 50 == 0) {
                channel.flushSubscriptions();
            }
            if (sequence > 10) {
                log.acknowledged(1 + sequence % 2, sequence - 10);
            }
        }
        channel.flushSubscriptions();
        fixture().restart();

        // then
        assertThat(subscriptions())
                .extracting(RecoveredState.Subscription::pending)
                .containsExactlyInAnyOrder(
                        List.of(592L, 594L, 596L, 598L, 600L),
                        List.of(591L, 593L, 595L, 597L, 599L));
    }

    @Test
    void s8_87_shouldRecoverWhatIsPendingThoughItsMessagesAreGone() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        channel.store("m", 5);
        channel.subscriptions().put(Subscriptions.durable(1, "orders", "_INBOX.ack", 0));
        deliver(channel.subscriptions(), 1, 2, 5);
        channel.flushSubscriptions();

        // when
        fixture().restart();
        TestChannel again = fixture().open("foo", new ChannelLimits(2, 0, 0));

        // then
        assertThat(recovered().subscription().lastSent()).isEqualTo(5);
        assertThat(recovered().pending()).contains(5L).isSubsetOf(1L, 2L, 5L);
        assertThat(again.keptSequences()).endsWith(5L);
    }

    @Test
    void s8_89_shouldTakeTheIdsThatItIsGiven() {
        // given
        SubscriptionLog log = fixture().open("foo").subscriptions();

        // when
        log.put(Subscriptions.record(7, "orders"));
        log.put(Subscriptions.record(7, "orders"));

        // then
        assertThat(log.highestId()).isEqualTo(7);
    }

    @Test
    void s8_85_k04_shouldRecoverWhatNobodyHasFlushed() {
        // given
        requirePersistence();
        requirePositionsByThemselves();
        TestChannel channel = fixture().open("foo");
        SubscriptionLog log = channel.subscriptions();
        log.put(Subscriptions.durable(1, "orders", "_INBOX.ack", 0));
        channel.flushSubscriptions();
        deliver(log, 1, 2);
        log.acknowledged(1, 1);

        // when
        fixture().shard().advance(Duration.ofSeconds(1));
        fixture().settle();
        fixture().crash();

        // then
        assertThat(recovered().subscription().lastSent()).isEqualTo(2);
        assertThat(recovered().pending()).containsExactly(2L);
    }

    @Test
    void shouldKeepPositionsThroughMuchChange() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        SubscriptionLog log = channel.subscriptions();
        log.put(Subscriptions.durable(1, "orders", "_INBOX.ack", 0));

        // when
        for (long sequence = 1; sequence <= 20_000; sequence++) {
            log.delivered(1, sequence);
            log.acknowledged(1, sequence);
            if (sequence % 100 == 0) {
                log.put(Subscriptions.record(1 + sequence, "passing"));
                log.delete(1 + sequence);
            }
            if (sequence % 5_000 == 0) {
                channel.flushSubscriptions();
            }
        }
        fixture().crash();

        // then
        assertThat(recovered().subscription().lastSent()).isEqualTo(20_000);
        assertThat(recovered().pending()).isEmpty();
        assertThat(fixture().open("foo").subscriptions().highestId()).isEqualTo(20_001);
    }
}
