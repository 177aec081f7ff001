package dev.stanchion.store.file.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.store.TestChannel;
import dev.stanchion.kit.store.TestMessage;
import dev.stanchion.store.file.ManualStore;
import dev.stanchion.store.file.OnManualDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written ahead of the frames of the commit log, and what becomes of it. */
class FileStoreWriteAheadTest extends OnManualDisk {
    private static final String BIG = "x".repeat(10_000);
    private static final String MEDIUM = "x".repeat(5_000);

    private Path log() {
        return device.commitFiles().getLast();
    }

    private long size() {
        return log().toFile().length();
    }

    private int end() {
        return CommitFrames.end(log());
    }

    private static List<String> data(TestChannel channel) {
        return channel.kept().stream().map(TestMessage::data).toList();
    }

    @Test
    void shouldNotGrowTheFileWithEachFrame() {
        // given
        TestChannel channel = fixture.open("foo");
        channel.store("first");
        long size = size();

        // when
        for (int i = 0; i < 300; i++) {
            channel.store("m");
        }

        // then
        assertThat(size()).isEqualTo(size).isGreaterThan(end() + 64 * 1024);
        assertThat(CommitFrames.of(log())).hasSize(301);
    }

    @Test
    void shouldWriteAheadAgainWhenAFrameReachesTheEnd() {
        // given
        TestChannel channel = fixture.open("foo");
        channel.store("first");
        long size = size();

        // when
        while (end() <= size) {
            channel.store(MEDIUM);
        }

        // then
        assertThat(size()).isGreaterThan(end() + 64 * 1024);
        channel.store("next");
        fixture.crash();
        assertThat(data(fixture.open("foo"))).startsWith("first", MEDIUM).endsWith(MEDIUM, "next");
    }

    @Test
    void shouldNotWriteBigFramesTwice() {
        // given
        TestChannel channel = fixture.open("foo");

        // when // then
        channel.store(BIG);
        assertThat(size()).as("nothing ahead of big ones").isEqualTo(end());
        channel.store("small");
        long size = size();
        channel.store(BIG);
        assertThat(size()).as("within what is there").isEqualTo(size).isGreaterThan(end());
        while (end() <= size) {
            channel.store(BIG);
        }
        assertThat(size()).as("beyond it").isEqualTo(end());
    }

    @Test
    void shouldNotWriteAheadBeyondWhatAFileMayHold() {
        // given
        reopenWith(ManualStore.SMALL.withCommitLog(20_000, 100_000));
        TestChannel channel = fixture.open("foo");

        // when
        channel.store("first");

        // then
        assertThat(size()).isEqualTo(20_000);
        channel.store(BIG);
        channel.store(BIG);
        Path ended = device.commitFiles().getFirst();
        assertThat(device.commitFiles()).hasSize(2);
        assertThat(ended.toFile()).hasSize(CommitFrames.end(ended));
    }

    @Test
    void shouldWriteNothingAheadWhereNobodyWaitsForSyncs() {
        for (Sync sync : List.of(Sync.OS, Sync.every(Duration.ofSeconds(1)))) {
            // given
            reopenWith(ManualStore.SMALL.withSync(sync));

            // when
            fixture.open("foo").store("m");

            // then
            assertThat(size()).as("%s", sync).isEqualTo(end());
        }
    }

    @Test
    void shouldStoreAFrameBehindWhichThereIsNoRoom() {
        // given
        reopenWith(ManualStore.SMALL.withCommitLog(20_000, 100_000));
        TestChannel channel = fixture.open("foo");
        Path full = log();
        device.disk().limitGrowth(full::equals, 5_000);

        // when
        channel.store("first");

        // then: the room that there was is left to others
        assertThat(channel.durableUpTo()).isEqualTo(1);
        assertThat(channel.losses()).isEmpty();
        assertThat(size()).isEqualTo(end());

        // when
        device.disk().heal();
        channel.store("second");

        // then: not tried again in this file, but in the next
        assertThat(size()).isEqualTo(end());
        channel.store("x".repeat(20_000));
        channel.store("third");
        assertThat(device.commitFiles()).hasSize(2);
        assertThat(size()).isEqualTo(20_000);
    }

    @Test
    void shouldRefuseWhatFindsNoRoomBehindWhatIsWrittenAhead() {
        // given
        TestChannel channel = fixture.open("foo");
        channel.store("first");
        Path full = log();
        device.disk().limitGrowth(full::equals, size());

        // when
        channel.store("within");
        channel.append("x".repeat((int) size()));
        channel.commit();

        // then
        assertThat(channel.durableUpTo()).isEqualTo(2);
        assertThat(channel.losses())
                .singleElement()
                .satisfies(why -> assertThat(why.kind()).isEqualTo(StoreException.Kind.FULL));
        assertThat(full.toFile()).hasSize(CommitFrames.end(full));

        // when
        channel.store("again");

        // then
        fixture.crash();
        assertThat(data(fixture.open("foo"))).containsExactly("first", "within", "again");
    }

    @Test
    void shouldNotWriteAheadInAFileThatFollowsASyncWhichMayHaveFailedForIt() {
        // given
        reopenWith(ManualStore.SMALL.withCommitLog(20_000, 100_000));
        TestChannel channel = fixture.open("foo");
        Path failing = log();
        device.disk().failToForce(failing::equals);
        channel.append("lost");
        channel.commit();
        assertThat(channel.losses()).hasSize(1);

        // when
        channel.store("next");

        // then: this one shows whether the frames alone find room
        assertThat(log()).isNotEqualTo(failing);
        assertThat(size()).isEqualTo(end());
        channel.store("x".repeat(20_000));
        channel.store("last");
        assertThat(size()).isEqualTo(20_000);
    }

    @Test
    void shouldCutOffWithALostFrameWhatWasWrittenAhead() {
        // given
        TestChannel channel = fixture.open("foo");
        channel.store("safe");
        Path failing = log();
        int end = end();

        // when
        device.disk().failToForce(failing::equals);
        channel.append("lost");
        channel.commit();

        // then
        assertThat(channel.losses()).hasSize(1);
        assertThat(failing.toFile()).hasSize(end);
    }

    @Test
    void shouldFindEverythingInFilesThatEndInZeros() {
        // given
        fixture.open("foo").store("first");
        fixture.crash();
        fixture.open("foo").store("second");
        fixture.crash();

        // when
        TestChannel channel = fixture.open("foo");

        // then
        assertThat(device.commitFiles()).hasSize(3);
        assertThat(data(channel)).containsExactly("first", "second");
        assertThat(channel.store("third").sequence()).isEqualTo(3);
    }
}
