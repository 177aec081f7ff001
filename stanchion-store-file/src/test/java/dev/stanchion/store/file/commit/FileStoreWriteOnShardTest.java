package dev.stanchion.store.file.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.store.TestChannel;
import dev.stanchion.kit.store.TestMessage;
import dev.stanchion.store.file.ManualStore;
import dev.stanchion.store.file.OnManualDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who writes a commit: the shard itself, or the store's committer. */
class FileStoreWriteOnShardTest extends OnManualDisk {
    private static final Duration SLOW = Duration.ofMillis(2);
    private static final String BIG = "x".repeat(20_000);

    static List<Sync> unsynced() {
        return List.of(Sync.OS, Sync.every(Duration.ofSeconds(1)));
    }

    private TestChannel channelWith(Sync sync) {
        reopenWith(ManualStore.SMALL.withSync(sync));
        return fixture.open("foo");
    }

    /** Commits a message, and lets the shard work, but nobody else. */
    private TestMessage commitAlone(TestChannel channel, String data) {
        TestMessage message = channel.append(data);
        channel.log().commit();
        fixture.shard().runReady();
        return message;
    }

    private static List<String> data(TestChannel channel) {
        return channel.kept().stream().map(TestMessage::data).toList();
    }

    @ParameterizedTest
    @MethodSource("unsynced")
    void shouldWriteWhatNobodySyncsWithoutTheCommitter(Sync sync) {
        // given
        TestChannel channel = channelWith(sync);

        // when
        commitAlone(channel, "one");
        commitAlone(channel, "two");

        // then
        assertThat(channel.durableUpTo()).isEqualTo(2);
        fixture.crash();
        assertThat(data(fixture.open("foo"))).containsExactly("one", "two");
    }

    @Test
    void shouldLeaveItToTheCommitterWhereSomebodyWaitsForASync() {
        // given
        TestChannel channel = channelWith(Sync.ALWAYS);

        // when
        commitAlone(channel, "one");

        // then
        assertThat(channel.durableUpTo()).isZero();
        fixture.settle();
        assertThat(channel.durableUpTo()).isEqualTo(1);
    }

    @Test
    void shouldLeaveMuchToTheCommitterAndWhatFollowsIt() {
        // given
        TestChannel channel = channelWith(Sync.OS);

        // when
        commitAlone(channel, BIG);
        commitAlone(channel, "behind");

        // then
        assertThat(channel.durableUpTo()).isZero();
        fixture.settle();
        assertThat(channel.durableUpTo()).isEqualTo(2);
        assertThat(data(channel)).containsExactly(BIG, "behind");
    }

    @Test
    void shouldLeaveWritesToTheCommitterForAWhileAfterASlowOne() {
        // given
        TestChannel channel = channelWith(Sync.OS);

        // when
        commitSlowly(channel);

        // then
        assertThat(isWritingItself(channel)).isFalse();
        device.advance(Duration.ofMillis(10));
        assertThat(isWritingItself(channel)).isTrue();
    }

    @Test
    void shouldWaitLongerAfterEachSlowWriteUntilOneIsQuick() {
        // given
        TestChannel channel = channelWith(Sync.OS);
        commitSlowly(channel);
        device.advance(Duration.ofMillis(10));

        // when
        commitSlowly(channel);
        device.advance(Duration.ofMillis(10));

        // then
        assertThat(isWritingItself(channel)).isFalse();
        device.advance(Duration.ofMillis(10));
        assertThat(isWritingItself(channel)).isTrue();
        commitSlowly(channel);
        device.advance(Duration.ofMillis(10));
        assertThat(isWritingItself(channel)).isTrue();
    }

    private void commitSlowly(TestChannel channel) {
        device.disk().duringWrites(() -> device.takeTime(SLOW));
        commitAlone(channel, "slow");
        device.disk().heal();
    }

    private boolean isWritingItself(TestChannel channel) {
        TestMessage message = commitAlone(channel, "m");
        boolean isDurable = channel.durableUpTo() == message.sequence();
        fixture.settle();
        return isDurable;
    }

    @Test
    void shouldLetTheCommitterBeginTheNextFileAfterAFailedWrite() {
        // given
        TestChannel channel = channelWith(Sync.OS);
        commitAlone(channel, "safe");
        Path failing = device.commitFiles().getLast();
        device.disk().failToWrite(failing::equals);

        // when
        commitAlone(channel, "lost");

        // then
        assertThat(channel.losses()).hasSize(1);
        assertThat(device.commitFiles()).containsExactly(failing);
        fixture.settle();
        assertThat(device.commitFiles()).hasSize(2);
        commitAlone(channel, "next");
        assertThat(channel.durableUpTo()).isEqualTo(3);
        fixture.crash();
        assertThat(data(fixture.open("foo"))).containsExactly("safe", "next");
    }

    @Test
    void shouldLetTheCommitterBeginTheNextFileWhenOneIsFull() {
        // given
        reopenWith(ManualStore.SMALL.withSync(Sync.OS).withCommitLog(20_000, 100_000));
        TestChannel channel = fixture.open("foo");

        // when
        for (int i = 0; i < 30; i++) {
            commitAlone(channel, "x".repeat(1_000));
        }

        // then
        assertThat(device.commitFiles()).hasSize(1);
        fixture.settle();
        assertThat(channel.durableUpTo()).isEqualTo(30);
        assertThat(device.commitFiles()).hasSize(2);
    }

    @Test
    void shouldWriteToSegmentsASecondAfterTheCommitAlthoughNobodyWokeTheWriter() {
        // given
        TestChannel channel = channelWith(Sync.OS);

        // when
        commitAlone(channel, "one");
        device.advance(Duration.ofMillis(900));
        int early = device.segments().size();
        device.advance(Duration.ofMillis(700));

        // then
        assertThat(early).isZero();
        assertThat(device.segments()).hasSize(1);
        assertThat(data(channel)).containsExactly("one");
    }
}
