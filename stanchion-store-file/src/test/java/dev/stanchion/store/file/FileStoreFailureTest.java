package dev.stanchion.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.store.TestChannel;
import dev.stanchion.kit.store.TestMessage;
import dev.stanchion.store.file.commit.Sync;
import dev.stanchion.store.file.segment.SliceRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What a store does when its disk fails, is full, or is slow: {@code spec/stores.md} 6.3, 8.5. */
@SuppressWarnings("UnnecessaryLambda") // names for what the disk is told to fail at
class FileStoreFailureTest extends OnManualDisk {
    private static final Predicate<Path> COMMIT_LOG = file -> file.toString().endsWith(".log");
    private static final Predicate<Path> SEGMENTS = file -> file.toString().endsWith(".seg");
    private static final Predicate<Path> CATALOG = file -> file.toString().contains("catalog");

    private static List<String> data(TestChannel channel) {
        return channel.kept().stream().map(TestMessage::data).toList();
    }

    @Test
    void k15_shouldReportNothingDurableThatCouldNotBeSynced() {
        // given
        TestChannel channel = fixture.open("foo");
        channel.store("safe");

        // when
        device.disk().failToForce(COMMIT_LOG);
        channel.append("lost");
        channel.commit();

        // then: the next file cannot be begun either
        assertThat(channel.durableUpTo()).isEqualTo(1);
        assertThat(channel.losses()).hasSize(1);
        assertThatThrownBy(() -> channel.append("refused"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be written");
    }

    @Test
    void k15_shouldGoOnInAFreshFileAndBringNothingLostBack() {
        // given
        TestChannel channel = fixture.open("foo");
        TestChannel other = fixture.open("bar");
        channel.store("safe");
        Path failing = device.commitFiles().getLast();
        device.disk().failToForce(failing::equals);
        channel.append("lost");
        channel.commit();
        assertThat(channel.losses()).hasSize(1);
        assertThat(channel.log().messageCount()).isEqualTo(1);

        // when
        TestMessage next = channel.store("next");
        other.store("unharmed");

        // then
        assertThat(next.sequence()).isEqualTo(3);
        assertThat(channel.durableUpTo()).isEqualTo(3);
        assertThat(data(channel)).containsExactly("safe", "next");
        fixture.crash();
        assertThat(data(fixture.open("foo"))).containsExactly("safe", "next");
        assertThat(data(fixture.open("bar"))).containsExactly("unharmed");
    }

    @Test
    void k15_shouldLoseWithABatchWhatWasCommittedBehindIt() {
        // given
        TestChannel channel = fixture.open("foo");
        Path failing = device.commitFiles().getLast();
        device.disk().failToForce(failing::equals);

        // when: two commits are under way before the shard hears of the first
        channel.append("one");
        channel.log().commit();
        fixture.shard().runReady();
        device.letOthersWork();
        channel.append("two");
        channel.commit();

        // then
        assertThat(channel.losses()).hasSize(1);
        assertThat(channel.durableUpTo()).isZero();
        assertThat(channel.kept()).isEmpty();
        assertThat(channel.store("three").sequence()).isEqualTo(3);
    }

    @Test
    void shouldRefuseMessagesWhileThereIsNoFileAndTakeThemAgain() {
        // given
        TestChannel channel = fixture.open("foo");
        device.disk().failToWrite(COMMIT_LOG);

        // when
        channel.append("lost");
        channel.commit();

        // then
        assertThat(channel.losses())
                .singleElement()
                .satisfies(why -> assertThat(why.kind()).isEqualTo(StoreException.Kind.FULL));
        assertThatThrownBy(() -> channel.append("refused"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("commit cannot be written: No space left on device");

        // when
        device.disk().heal();
        device.advance(Duration.ofSeconds(1));

        // then
        channel.store("again");
        assertThat(data(channel)).containsExactly("again");
        fixture.crash();
        assertThat(data(fixture.open("foo"))).containsExactly("again");
    }

    @Test
    void k14_shouldKeepWhatWasAcknowledgedWhenSegmentsCannotBeWritten() {
        // given
        TestChannel channel = fixture.open("foo");
        device.disk().failToWrite(SEGMENTS);

        // when
        channel.store("m", 3);
        device.advance(Duration.ofSeconds(3));

        // then
        assertThat(channel.durableUpTo()).isEqualTo(3);
        assertThat(channel.kept()).hasSize(3);
        fixture.crash();
        device.disk().heal();
        assertThat(fixture.open("foo").kept()).hasSize(3);
    }

    @Test
    void shouldTellOnceOfADiskThatFailsForEveryChannelAgainAndAgain() {
        // given
        List<String> lines = new ArrayList<>();
        Logger log = Logger.getLogger("dev.stanchion.store.file");
        Handler witness = new Lines(lines);
        log.addHandler(witness);
        log.setUseParentHandlers(false);
        try {
            List<TestChannel> channels = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                channels.add(fixture.open("channel." + i));
            }
            device.disk().failToWrite(SEGMENTS);
            device.disk().failToForce(CATALOG);

            // when
            for (int second = 0; second < 30; second++) {
                channels.forEach(channel -> {
                    channel.append("m");
                    channel.subscriptions().flush(noting(new ArrayList<>()));
                    channel.commit();
                });
                device.advance(Duration.ofSeconds(1));
            }
            device.disk().heal();
            channels.getFirst().flushSubscriptions();
            device.advance(Duration.ofSeconds(15));

            // then
            assertThat(lines)
                    .filteredOn(line -> line.contains("cannot be written"))
                    .hasSize(4)
                    .anyMatch(line -> line.startsWith("SEVERE Segments cannot be written"))
                    .anyMatch(line -> line.startsWith("INFO It is over: segments cannot be"));
            assertThat(lines).hasSizeLessThan(70); // channels that are created say so
        } finally {
            log.removeHandler(witness);
            log.setUseParentHandlers(true);
        }
    }

    private static final class Lines extends Handler {
        private final List<String> lines;

        private Lines(List<String> lines) {
            this.lines = lines;
        }

        @Override
        public void publish(LogRecord entry) {
            lines.add(entry.getLevel() + " " + entry.getMessage());
            assertThat(entry.getThrown()).as("a stack trace is for bugs").isNull();
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void shouldWriteAnewFromTheCommitLogWhatASegmentCouldNotSync() {
        // given
        reopenWith(ManualStore.SMALL.withCommitLog(2_000, 100_000_000));
        TestChannel channel = fixture.open("foo");
        channel.store("early", 10);
        device.advance(Duration.ofSeconds(2));
        Path failing = device.segments().getFirst();
        device.disk().failToForce(failing::equals);

        // when
        channel.store("later", 100);
        channel.store("last", 10);
        device.advance(Duration.ofSeconds(70));

        // then
        List<TestMessage> kept = channel.kept();
        assertThat(kept).hasSize(120);
        assertThat(channel.log().messageCount()).isEqualTo(120);
        device.disk().heal();
        fixture.crash();
        assertThat(fixture.open("foo").kept()).isEqualTo(kept);
    }

    @Test
    void shouldRefuseMessagesBeforeTheDiskIsFull() {
        // given
        reopenWith(ManualStore.SMALL.withReserveBytes(1000));
        TestChannel channel = fixture.open("foo");
        channel.store("before");

        // when
        device.disk().setUsableBytes(999);
        device.advance(Duration.ofSeconds(1));

        // then
        assertThatThrownBy(() -> channel.append("refused"))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        why -> assertThat(why.kind()).isEqualTo(StoreException.Kind.FULL))
                .hasMessageContaining("no space")
                .hasMessageContaining(device.directory().toString());
        assertThat(channel.log().lastSequence()).isEqualTo(1);
        channel.flushSubscriptions();
        assertThat(channel.kept()).hasSize(1);

        // when
        device.disk().setUsableBytes(5000);
        device.advance(Duration.ofSeconds(1));

        // then
        assertThat(channel.store("after").sequence()).isEqualTo(2);
    }

    @Test
    void shouldRefuseMessagesForWhichThereIsNoMemory() {
        // given
        TestChannel channel = fixture.open("foo");
        device.disk().failToWrite(SEGMENTS);

        // when
        StoreException refusal = null;
        for (int i = 0; i < 100 && refusal == null; i++) {
            try {
                channel.append("x".repeat(100_000));
                channel.commit();
            } catch (StoreException e) {
                refusal = e;
            }
        }

        // then
        assertThat(refusal)
                .hasMessageContaining("the disk is slower")
                .extracting(StoreException::kind)
                .isEqualTo(StoreException.Kind.BUSY);

        // when
        device.disk().heal();
        device.advance(Duration.ofSeconds(3));
        fixture.settle();

        // then
        long last = channel.log().lastSequence();
        assertThat(channel.store("again").sequence()).isEqualTo(last + 1);
        assertThat(channel.kept()).hasSize((int) last + 1);
    }

    @Test
    void shouldTellWhenThePositionsCannotBeRecordedAndRecordThemLater() {
        // given
        TestChannel channel = fixture.open("foo");
        channel.flushSubscriptions();

        // when
        device.disk().failToForce(CATALOG);
        List<String> answers = new ArrayList<>();
        channel.subscriptions().flush(noting(answers));
        fixture.settle();

        // then
        assertThat(answers).containsExactly("failed");

        // when
        device.disk().heal();
        channel.flushSubscriptions();

        // then
        fixture.crash();
        assertThat(fixture.recovered().channels()).hasSize(1);
    }

    private static Outcome<Outcome.Done> noting(List<String> answers) {
        return new Outcome<>() {
            @Override
            public void succeeded(Done result) {
                answers.add("succeeded");
            }

            @Override
            public void failed(StoreException why) {
                answers.add("failed");
            }
        };
    }

    @Test
    void shouldNotCreateAChannelThatCannotBeRecorded() {
        // given
        device.disk().failToForce(CATALOG);

        // when // then
        assertThatThrownBy(() -> fixture.open("foo")).hasRootCauseMessage("Input/output error");
        device.disk().heal();
        assertThat(fixture.open("foo").store("hello").sequence()).isEqualTo(1);
        fixture.restart();
        assertThat(fixture.recovered().channels()).hasSize(1);
    }

    @Test
    void shouldSyncOnceForAllChannelsOfABatch() {
        // given
        List<TestChannel> channels = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            channels.add(fixture.open("channel." + i));
        }
        int before = device.disk().forces();

        // when
        channels.forEach(channel -> channel.append("hello"));
        channels.forEach(channel -> channel.log().commit());
        fixture.settle();

        // then
        assertThat(device.disk().forces() - before).isEqualTo(1);
        assertThat(channels).allMatch(channel -> channel.durableUpTo() == 1);
    }

    @Test
    void shouldSyncAtItsInterval() {
        // given
        reopenWith(ManualStore.SMALL.withSync(Sync.every(Duration.ofMillis(500))));
        TestChannel channel = fixture.open("foo");
        device.advance(Duration.ofSeconds(1)); // the catalog is safe
        int before = device.disk().forces();

        // when
        channel.store("hello");

        // then
        assertThat(channel.durableUpTo()).isEqualTo(1);
        assertThat(device.disk().forces() - before).isZero();
        device.advance(Duration.ofMillis(500));
        assertThat(device.disk().forces() - before).isEqualTo(1);
        device.advance(Duration.ofMillis(400));
        assertThat(device.disk().forces() - before).isEqualTo(1);
    }

    @Test
    void shouldLeaveSyncsToTheSystemIfAskedTo() {
        // given
        reopenWith(ManualStore.SMALL.withSync(Sync.OS));
        TestChannel channel = fixture.open("foo");
        device.advance(Duration.ofSeconds(1)); // the catalog is safe
        int before = device.disk().forces();

        // when
        channel.store("hello");
        device.advance(Duration.ofSeconds(10));

        // then
        assertThat(device.disk().forces() - before).isZero();
        fixture.crash();
        assertThat(fixture.open("foo").kept()).hasSize(1);
    }

    @Test
    void shouldDeleteWhatIsNotNeededOfTheCommitLogAndOfSegments() {
        // given
        reopenWith(
                ManualStore.SMALL
                        .withSlices(new SliceRules(20_000, 0, Duration.ZERO))
                        .withCommitLog(50_000, 100_000));
        TestChannel channel = fixture.open("foo", new ChannelLimits(100, 0, 0));

        // when
        for (int i = 0; i < 300; i++) {
            channel.store("x".repeat(1000), 5);
            device.advance(Duration.ofMillis(500));
            fixture.settle();
        }

        // then
        assertThat(device.commitFiles()).hasSizeLessThanOrEqualTo(4);
        assertThat(device.segments()).hasSizeLessThanOrEqualTo(9);
        assertThat(channel.kept()).hasSize(100);
        fixture.crash();
        TestChannel again = fixture.open("foo");
        assertThat(again.log().firstSequence()).isEqualTo(1401);
        assertThat(again.kept()).hasSize(100);
    }

    @Test
    void shouldNotHurrySyncsWhileTheCommitLogIsShort() {
        // given
        reopenWith(ManualStore.SMALL.withCommitLog(2_000, 100_000_000));
        TestChannel channel = fixture.open("foo");
        channel.store("m", 200);
        channel.store("n", 2);
        assertThat(device.commitFiles()).hasSize(2);

        // when // then
        device.advance(Duration.ofSeconds(20));
        assertThat(device.commitFiles()).hasSize(2);
        device.advance(Duration.ofSeconds(20));
        assertThat(device.commitFiles()).hasSize(1);
    }

    @Test
    void k16_shouldRemoveAtTheNextStartWhatIsLeftOfADeletedChannel() {
        // given
        TestChannel channel = fixture.open("foo");
        channel.store("hello");
        device.advance(Duration.ofSeconds(2));
        device.disk().failToDelete(SEGMENTS);
        fixture.delete("foo");
        assertThat(device.segments()).hasSize(1);

        // when
        device.disk().heal();
        fixture.crash();

        // then
        assertThat(fixture.recovered().channels()).isEmpty();
        assertThat(fixture.open("foo").kept()).isEmpty();
        fixture.settle();
        assertThat(device.segments()).isEmpty();
        fixture.crash();
        assertThat(fixture.recovered().channels()).hasSize(1);
    }

    @Test
    void s8_46_shouldFindByTimeInManySmallSegmentsThatAreNotInMemory() {
        // given
        reopenWith(ManualStore.SMALL.withSlices(new SliceRules(10_000, 0, Duration.ZERO)));
        TestChannel channel = fixture.open("foo");
        for (int i = 1; i <= 50; i++) {
            channel.appendAt(i * 10L, "x".repeat(2_000));
        }
        channel.commit();
        fixture.restart();

        // when
        TestChannel again = fixture.open("foo");

        // then
        assertThat(device.segments()).hasSizeGreaterThan(8);
        assertThat(again.sequenceAt(250)).as("exactly in the middle").isEqualTo(25);
        assertThat(again.sequenceAt(9)).as("before the first").isEqualTo(1);
        assertThat(again.sequenceAt(501)).as("after the last").isEqualTo(51);
        assertThat(again.sequenceAt(10)).as("exactly the first").isEqualTo(1);
        assertThat(again.sequenceAt(500)).as("exactly the last").isEqualTo(50);
        assertThat(again.sequenceAt(251)).as("between two").isEqualTo(26);
    }

    @Test
    void shouldKeepChannelsApartWhoseNamesAFileSystemMayMix() {
        // given
        String longName = "long".repeat(100);
        List<String> names = List.of("Foo", "foo", "a/b", "a%2Fb", longName, longName + "r", "..");

        // when
        names.forEach(name -> fixture.open(name).store("in " + name));
        device.advance(Duration.ofSeconds(2));
        fixture.restart();

        // then
        for (String name : names) {
            assertThat(data(fixture.open(name))).containsExactly("in " + name);
        }
    }
}
