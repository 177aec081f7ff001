package dev.stanchion.kit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.RecoveredState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The contract about the state of a persistent channel log after a restart or crash: 8.3 and 8.5.
 */
public abstract class ChannelRecoveryContract extends ContractTest {
    @Test
    void k01_shouldKeepAcrossACrashWhateverItReportedDurable() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("tickets:created");
        channel.store("committed", 3);
        List<TestMessage> committed = channel.kept();
        long durable = channel.durableUpTo();
        channel.append("not committed");

        // when
        fixture().crash();

        // then
        TestChannel again = fixture().open("tickets:created");
        assertThat(durable).isEqualTo(3);
        assertThat(again.log().lastSequence()).isBetween(durable, durable + 1);
        assertThat(again.kept()).startsWith(committed.toArray(TestMessage[]::new));
    }

    @Test
    void k10_shouldNotReuseASequenceThatASubscriptionHasSeen() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        channel.store("m", 2);
        channel.subscriptions().put(Subscriptions.durable(1, "orders", "_INBOX.ack", 9));
        channel.flushSubscriptions();

        // when
        fixture().crash();

        // then
        assertThat(fixture().open("foo").log().lastSequence()).isGreaterThanOrEqualTo(9);
    }

    @Test
    void k24_shouldKeepTheTimeFloorAcrossARestart() {
        // given
        requirePersistence();
        TestMessage last = fixture().open("foo").store("hello");

        // when
        fixture().restart();

        // then
        assertThat(fixture().open("foo").log().lastTimestampEpochNanos())
                .isEqualTo(last.timestampEpochNanos());
    }

    @Test
    void s8_49_shouldReadAfterARestartWhatWasReadBefore() {
        // given
        requirePersistence();
        TestChannel foo = fixture().open("foo");
        TestChannel bar = fixture().open("bar");
        foo.store("m", 20);
        bar.store("n", 3);
        long bytes = foo.log().byteCount();
        List<TestMessage> kept = foo.kept();

        // when
        fixture().restart();

        // then
        assertThat(fixture().recovered().channels())
                .extracting(RecoveredState.Channel::name)
                .containsExactlyInAnyOrder("foo", "bar");
        TestChannel again = fixture().open("foo");
        assertThat(again.kept()).isEqualTo(kept);
        assertThat(again.log().firstSequence()).isEqualTo(1);
        assertThat(again.log().lastSequence()).isEqualTo(20);
        assertThat(again.log().messageCount()).isEqualTo(20);
        assertThat(again.log().byteCount()).isEqualTo(bytes);
        assertThat(fixture().open("bar").keptSequences()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void s8_50_shouldExpireWhatGrewTooOldBetweenTwoRuns() {
        // given
        requirePersistence();
        fixture().open("foo").store("hello");
        fixture().shard().advance(Duration.ofSeconds(2));

        // when
        fixture().restart();
        Duration age = Duration.ofSeconds(1);
        TestChannel again = fixture().open("foo", new ChannelLimits(0, 0, age.toNanos()));
        again.expire(age);

        // then
        assertThat(again.log().messageCount()).isZero();
        assertThat(again.store("next").sequence()).isEqualTo(2);
    }

    @Test
    void s8_51_shouldApplyALowerLimitOnMessagesAtOnce() {
        // given
        requirePersistence();
        fixture().open("foo").store("m", 3);

        // when
        fixture().restart();

        // then
        assertThat(fixture().open("foo", new ChannelLimits(2, 0, 0)).keptSequences())
                .containsExactly(2L, 3L);
    }

    @Test
    void s8_52_shouldApplyALowerLimitOnBytesAtOnceAndKeepTheNewest() {
        // given
        requirePersistence();
        fixture().open("foo").store("x".repeat(100), 10);

        // when
        fixture().restart();

        // then
        assertThat(fixture().open("foo", new ChannelLimits(0, 10, 0)).keptSequences())
                .containsExactly(10L);
    }

    @Test
    void s8_53_shouldGoOnTrimmingAfterARestart() {
        // given
        requirePersistence();
        fixture().open("foo").store("m", 50);

        // when
        fixture().restart();
        TestChannel again = fixture().open("foo", new ChannelLimits(10, 0, 0));
        again.store("n", 10);

        // then
        assertThat(again.log().firstSequence()).isEqualTo(51);
        assertThat(again.log().lastSequence()).isEqualTo(60);
    }

    @Test
    void s8_54_shouldNotBringBackWhatALimitDropped() {
        // given
        requirePersistence();
        fixture().open("foo", new ChannelLimits(2, 0, 0)).store("m", 5);

        // when
        fixture().restart();

        // then
        assertThat(fixture().open("foo").keptSequences()).containsExactly(4L, 5L);
    }

    @Test
    void s8_55_shouldKeepCountingWhenEverythingIsTooOldAcrossRestarts() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        channel.store("m", 5);
        fixture().shard().advance(Duration.ofSeconds(2));
        channel.expire(Duration.ofSeconds(1));

        // when
        fixture().restart();
        fixture().open("foo");
        fixture().restart();

        // then
        TestChannel again = fixture().open("foo");
        assertThat(again.log().firstSequence()).isEqualTo(6);
        assertThat(again.log().lastSequence()).isEqualTo(5);
        assertThat(again.sequenceAt(0)).isEqualTo(6);
    }

    @Test
    void shouldKeepHolesAcrossACrash() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        channel.log().skipTo(5);
        channel.store("five");
        channel.log().skipTo(100);
        channel.store("hundred");
        List<TestMessage> kept = channel.kept();

        // when
        fixture().crash();

        // then
        TestChannel again = fixture().open("foo");
        assertThat(again.kept()).isEqualTo(kept);
        assertThat(again.log().firstSequence()).isEqualTo(5);
        assertThat(again.log().lastSequence()).isEqualTo(100);
        assertThat(again.log().messageCount()).isEqualTo(2);
        assertThat(again.store("next").sequence()).isEqualTo(101);
    }

    @Test
    void s8_54_shouldNotBringBackWhatALowerLimitDroppedAtOpening() {
        // given
        requirePersistence();
        fixture().open("foo").store("m", 5);
        fixture().restart();
        fixture().open("foo", new ChannelLimits(2, 0, 0));

        // when
        fixture().restart();

        // then
        assertThat(fixture().open("foo").keptSequences()).containsExactly(4L, 5L);
    }

    @Test
    void s8_47_shouldFindTheNextSequenceByTimeAfterARestartWhenEverythingWasTooOld() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        channel.store("m", 50);
        fixture().shard().advance(Duration.ofSeconds(2));
        channel.expire(Duration.ofSeconds(1));

        // when
        fixture().restart();

        // then
        TestChannel again = fixture().open("foo");
        assertThat(again.sequenceAt(0)).isEqualTo(51);
        assertThat(again.sequenceAt(fixture().shard().epochNanos())).isEqualTo(51);
    }

    @Test
    void s8_51_shouldApplyALowerLimitOnMessagesWhenThereWasAHigherOne() {
        // given
        requirePersistence();
        fixture().open("foo", new ChannelLimits(5, 0, 0)).store("m", 5);

        // when
        fixture().restart();

        // then
        assertThat(fixture().open("foo", new ChannelLimits(2, 0, 0)).keptSequences())
                .containsExactly(4L, 5L);
    }

    @Test
    void s8_52_shouldApplyALowerLimitOnBytesExactly() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        channel.store("x".repeat(100), 9);
        long each = fixture().countedBytes(channel.kept().get(8));

        // when
        fixture().restart();
        TestChannel again = fixture().open("foo", new ChannelLimits(0, 5 * each, 0));

        // then
        assertThat(again.keptSequences()).containsExactly(5L, 6L, 7L, 8L, 9L);
        assertThat(again.log().byteCount()).isEqualTo(5 * each);
    }

    @Test
    void s8_56_shouldExpireWhatWasRecoveredWithoutAnyNewMessage() {
        // given
        requirePersistence();
        Duration age = Duration.ofSeconds(1);
        fixture().open("foo").store("m", 3);
        fixture().shard().advance(Duration.ofMillis(400));

        // when
        fixture().restart();
        TestChannel again = fixture().open("foo", new ChannelLimits(0, 0, age.toNanos()));
        again.expire(age);
        assertThat(again.log().messageCount()).isEqualTo(3);
        fixture().shard().advance(Duration.ofMillis(600));
        again.expire(age);

        // then
        assertThat(again.log().messageCount()).isZero();
        assertThat(again.log().byteCount()).isZero();
        assertThat(again.log().firstSequence()).isEqualTo(4);
        assertThat(again.kept()).isEmpty();
    }

    @Test
    void s8_57_shouldReadPastHolesAfterARestart() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        channel.store("m", 2);
        channel.log().skipTo(5);
        channel.store("five");
        List<TestMessage> kept = channel.kept();

        // when
        fixture().restart();

        // then
        TestChannel again = fixture().open("foo");
        for (long sequence = 3; sequence <= 5; sequence++) {
            assertThat(again.read(sequence, 1).messages()).containsExactly(kept.get(2));
        }
        assertThat(again.kept()).isEqualTo(kept);
        assertThat(again.log().messageCount()).isEqualTo(3);
    }

    @Test
    void s8_59_shouldRecoverExactlyWhatALimitLeft() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo", new ChannelLimits(10, 0, 0));
        for (int i = 1; i <= 1010; i++) {
            channel.append("m" + i);
        }

        // when
        fixture().restart();

        // then
        assertThat(fixture().open("foo", new ChannelLimits(10, 0, 0)).keptSequences())
                .hasSize(10)
                .startsWith(1001L)
                .endsWith(1010L);
    }

    @Test
    void s8_63_shouldRecoverPayloadsOfAllSizesAndBytes() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        for (int size : Payloads.SIZES) {
            channel.store(Payloads.ofAllBytes(size));
        }
        List<TestMessage> stored = channel.kept();

        // when
        fixture().restart();

        // then
        assertThat(fixture().open("foo").kept()).isEqualTo(stored);
    }

    @Test
    void s8_55_shouldNotReuseASequenceWhenEverythingExpiredAndTheServerCrashed() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        channel.store("m", 5);
        fixture().shard().advance(Duration.ofSeconds(2));
        channel.expire(Duration.ofSeconds(1));

        // when
        fixture().crash();
        TestChannel again = fixture().open("foo");
        again.expire(Duration.ofSeconds(1));

        // then
        assertThat(again.store("next").sequence()).isEqualTo(6);
    }
}
