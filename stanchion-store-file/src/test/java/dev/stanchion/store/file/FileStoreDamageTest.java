package dev.stanchion.store.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.kit.store.ReadMessages;
import dev.stanchion.kit.store.TestChannel;
import dev.stanchion.kit.store.TestMessage;
import dev.stanchion.store.file.commit.CommitFrames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** What a store makes of files that are not as it has left them: {@code spec/stores.md} 8.5. */
class FileStoreDamageTest extends OnManualDisk {
    private static void cut(Path file, long size) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void flip(Path file, long offset) {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, offset);
            one.put(0, (byte) (one.get(0) ^ 0x10));
            channel.write(one.flip(), offset);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static long offsetOf(Path file, String text) throws IOException {
        int found = new String(Files.readAllBytes(file), ISO_8859_1).indexOf(text);
        assertThat(found).as("%s in %s", text, file).isPositive();
        return found;
    }

    /** Ends the store, has something done to its files, and opens the next. */
    private void between(Runnable damage) {
        fixture.store().close();
        damage.run();
        fixture.restart();
    }

    @Test
    void k06_shouldLoseOnlyTheMessageInWhichASegmentWasCut() {
        // given
        TestChannel channel = fixture.open("foo");
        channel.store("m", 3);
        List<TestMessage> stored = channel.kept();
        fixture.restart(); // in good order: the commit log is gone
        Path segment = device.segments().getFirst();
        byte[] whole = read(segment);
        int recordBytes = 8 + stored.getLast().encodedLength();
        int dataEnd = dataEnd(whole);

        for (int size = dataEnd - 1; size > dataEnd - recordBytes; size--) {
            // when
            int cutAt = size;
            between(() -> {
                write(segment, whole);
                cut(segment, cutAt);
            });

            // then
            TestChannel again = fixture.open("foo");
            assertThat(again.kept()).as("cut at %d", size).isEqualTo(stored.subList(0, 2));
            TestMessage next = again.store("next");
            fixture.restart();
            List<TestMessage> expected = new ArrayList<>(stored.subList(0, 2));
            expected.add(next);
            assertThat(fixture.open("foo").kept()).isEqualTo(expected);
        }
    }

    /** Where the footer's mark is; the trailer says it. */
    private static int dataEnd(byte[] segment) {
        return (int) ByteBuffer.wrap(segment).getLong(segment.length - 72);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void k06_shouldKeepEarlierBatchesWhereverTheCommitLogWasCut() {
        // given
        TestChannel channel = fixture.open("foo");
        channel.store("first");
        long before = CommitFrames.end(device.commitFiles().getFirst());
        channel.store("second");
        List<TestMessage> stored = channel.kept();
        byte[] whole = read(device.commitFiles().getFirst());
        long end = CommitFrames.end(device.commitFiles().getFirst());
        fixture.crash();

        for (long size = before; size < end; size++) {
            // when: all that follows is as at the crash, but for the end of the commit log
            long cutAt = size;
            fixture.crash();
            Path log = device.commitFiles().getFirst();
            fixture.store().close();
            device.segments().forEach(FileStoreDamageTest::delete);
            device.commitFiles().forEach(FileStoreDamageTest::delete);
            write(log, whole);
            cut(log, cutAt);
            fixture.restart();

            // then
            TestChannel again = fixture.open("foo");
            assertThat(again.kept()).as("cut at %d", size).isEqualTo(stored.subList(0, 1));
            assertThat(again.store("next").sequence()).isGreaterThan(1);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void k07_shouldStartCleanlyBehindATailOfZeros() {
        for (int zeros : new int[] {1, 7, 8, 32, 4096}) {
            // given
            TestChannel channel = fixture.open("zeros." + zeros);
            List<TestMessage> stored = List.of(channel.store("one"), channel.store("two"));
            device.advance(Duration.ofSeconds(2));
            Path segment = device.segments().getLast();

            // when
            between(() -> {
                byte[] whole = read(segment);
                ByteBuffer longer = ByteBuffer.allocate(dataEnd(whole) + zeros);
                write(segment, longer.put(whole, 0, dataEnd(whole)).array());
            });

            // then
            TestChannel again = fixture.open("zeros." + zeros);
            assertThat(again.kept()).isEqualTo(stored);
            assertThat(again.store("three").sequence()).isEqualTo(3);
            fixture.restart();
            assertThat(fixture.open("zeros." + zeros).kept()).hasSize(3);
        }
    }

    @Test
    void k08_shouldFindEverythingWithoutFooters() throws IOException {
        // given
        TestChannel channel = fixture.open("foo");
        channel.store("m", 500);
        List<TestMessage> stored = channel.kept();
        fixture.restart();
        Path segment = device.segments().getFirst();
        byte[] whole = Files.readAllBytes(segment);

        for (int cut = whole.length - 1; cut >= dataEnd(whole); cut -= 7) {
            // when
            int cutAt = cut;
            between(() -> {
                write(segment, whole);
                cut(segment, cutAt);
            });

            // then
            assertThat(fixture.open("foo").kept()).isEqualTo(stored);
        }
    }

    @Test
    void k08_shouldMakeTheIndexAnewThatAFooterHasLost() {
        // given
        TestChannel channel = fixture.open("foo");
        channel.store("x".repeat(1000), 500);
        List<TestMessage> stored = channel.kept();
        fixture.restart();
        Path segment = device.segments().getFirst();

        // when
        between(() -> flip(segment, dataEnd(read(segment)) + 40));

        // then
        assertThat(fixture.open("foo").kept()).isEqualTo(stored);
    }

    @Test
    void k09_shouldGoOnAboveWhatWasCutOffAtTheEndOfAMessage() {
        // given
        TestChannel channel = fixture.open("foo");
        channel.store("m", 5);
        List<TestMessage> stored = channel.kept();
        fixture.restart();

        // when
        Path segment = device.segments().getFirst();
        int recordBytes = 8 + stored.getLast().encodedLength();
        between(() -> cut(segment, dataEnd(read(segment)) - recordBytes));

        // then
        TestChannel again = fixture.open("foo");
        assertThat(again.kept()).isEqualTo(stored.subList(0, 4));
        assertThat(again.store("next").sequence()).isEqualTo(6);
    }

    @Test
    void k11_shouldKeepMessagesOfWhichOnlyTheirSegmentKnows() {
        // given
        TestChannel channel = fixture.open("foo");
        channel.store("m", 5);
        List<TestMessage> stored = channel.kept();
        device.advance(Duration.ofSeconds(2));
        fixture.crash(); // without a footer, and without a word in the catalog

        // when
        fixture.crash();
        fixture.store().close();
        device.commitFiles().forEach(FileStoreDamageTest::delete);
        Path segment = device.segments().getFirst();
        cut(segment, dataEndOf(segment));
        fixture.restart();

        // then
        assertThat(fixture.open("foo").kept()).isEqualTo(stored);
    }

    /** With or without a footer. */
    private static long dataEndOf(Path segment) {
        byte[] bytes = read(segment);
        boolean hasFooter = new String(bytes, ISO_8859_1).endsWith("FOOT");
        return hasFooter ? dataEnd(bytes) : bytes.length;
    }

    @Test
    void k10_shouldNotReuseSequencesOfALostTailThatADurableHasSeen() {
        // given
        TestChannel channel = fixture.open("foo");
        channel.store("m", 5);
        fixture.restart();

        // when
        Path segment = device.segments().getFirst();
        between(() -> cut(segment, dataEnd(read(segment)) - 3));

        // then: the high-water mark is in the catalog
        assertThat(fixture.open("foo").store("next").sequence()).isEqualTo(6);
    }

    @Test
    void k12_shouldReportADamagedMessageAndDeliverTheOthers() throws IOException {
        // given
        TestChannel channel = fixture.open("foo");
        for (int i = 1; i <= 9; i++) {
            channel.append("message-" + i);
        }
        channel.commit();
        fixture.restart();
        Path segment = device.segments().getFirst();
        long offset = offsetOf(segment, "message-5");

        // when
        between(() -> flip(segment, offset));

        // then
        TestChannel again = fixture.open("foo");
        ReadMessages upToIt = again.readUnreadable(1);
        assertThat(upToIt.messages())
                .extracting(TestMessage::sequence)
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(upToIt.unreadable()).contains(5L);
        assertThat(again.read(6, 100).messages())
                .extracting(TestMessage::sequence)
                .containsExactly(6L, 7L, 8L, 9L);
        assertThat(again.store("next").sequence()).isEqualTo(10);
    }

    @Test
    void k12_shouldPassOverADamagedMessageInASegmentThatIsLookedThrough() throws IOException {
        // given
        TestChannel channel = fixture.open("foo");
        for (int i = 1; i <= 9; i++) {
            channel.append("message-" + i);
        }
        channel.commit();
        fixture.restart();
        Path segment = device.segments().getFirst();
        long offset = offsetOf(segment, "message-5");

        // when
        between(() -> {
            cut(segment, dataEnd(read(segment)));
            flip(segment, offset);
        });

        // then
        TestChannel again = fixture.open("foo");
        assertThat(again.log().messageCount()).isEqualTo(8);
        assertThat(again.readUnreadable(1).unreadable()).contains(5L);
        assertThat(again.read(6, 100).messages()).hasSize(4);
    }

    @Test
    void k12_shouldCountWhatIsKeptBehindDamageToWhatIsNot() throws IOException {
        // given
        ChannelLimits limits = new ChannelLimits(4, 0, 0);
        fixture.open("foo").store("message", 9);
        fixture.restart();
        fixture.open("foo", limits);
        fixture.restart();
        Path segment = device.segments().getFirst();
        long offset = offsetOf(segment, "message-1");

        // when
        between(() -> {
            cut(segment, dataEnd(read(segment)));
            flip(segment, offset);
        });

        // then
        TestChannel again = fixture.open("foo", limits);
        List<TestMessage> kept = again.kept();
        assertThat(kept).extracting(TestMessage::sequence).containsExactly(6L, 7L, 8L, 9L);
        assertThat(again.log().messageCount()).isEqualTo(4);
        assertThat(again.log().byteCount())
                .isEqualTo(kept.stream().mapToLong(TestMessage::encodedLength).sum());
    }

    @Test
    void k12_shouldUseWhatFollowsADamagedFrameOfTheCommitLog() throws IOException {
        // given
        TestChannel channel = fixture.open("foo");
        channel.store("first");
        channel.store("second");
        channel.store("third");

        // when: the header of the second frame is damaged
        Path log = device.commitFiles().getFirst();
        byte[] bytes = read(log);
        int second = indexOf(bytes, "FRAM", indexOf(bytes, "FRAM", 0) + 1);
        fixture.crash();
        fixture.store().close();
        device.segments().forEach(FileStoreDamageTest::delete);
        device.commitFiles().forEach(FileStoreDamageTest::delete);
        write(device.directory().resolve("commit").resolve(log.getFileName()), bytes);
        flip(device.commitFiles().getFirst(), second + 9);
        fixture.restart();

        // then
        assertThat(fixture.open("foo").kept())
                .extracting(TestMessage::data)
                .containsExactly("first", "second", "third"); // each has its own checksum
    }

    private static int indexOf(byte[] bytes, String text, int from) {
        return new String(bytes, ISO_8859_1).indexOf(text, from);
    }

    @Test
    void k13_shouldGoOnWithADamagedCatalogAndKeepACopy() throws IOException {
        // given
        fixture.open("foo").store("hello");
        TestChannel bar = fixture.open("bar");
        bar.store("hello");
        Path catalog = device.directory().resolve("catalog");

        // when
        fixture.store().close();
        flip(catalog, offsetOf(catalog, "foo"));
        fixture.restart();

        // then: its files say who it is
        assertThat(fixture.open("foo").kept()).hasSize(1);
        assertThat(fixture.open("bar").kept()).hasSize(1);
        assertThat(device.directory().resolve("catalog.damaged")).exists();
    }

    @Test
    void s8_20_shouldTakeChannelsBackWhoseCatalogIsGone() {
        // given
        TestChannel channel = fixture.open("tickets:created");
        channel.store("m", 3);

        // when
        between(() -> delete(device.directory().resolve("catalog")));

        // then
        assertThat(fixture.recovered().server()).isEmpty();
        assertThat(fixture.recovered().channels()).hasSize(1);
        TestChannel again = fixture.open("tickets:created");
        assertThat(again.kept()).hasSize(3);
        assertThat(again.store("next").sequence()).isEqualTo(4);
    }

    @Test
    void s8_20_shouldTakeChannelsBackThatAreInTheCommitLogOnly() {
        // given
        fixture.open("tickets:created").store("hello");
        fixture.crash();
        fixture.crash(); // the second finds what the first has left, too

        // when
        fixture.store().close();
        device.segments().forEach(FileStoreDamageTest::delete);
        delete(device.directory().resolve("catalog"));
        fixture.restart();

        // then
        assertThat(fixture.recovered().channels()).hasSize(1);
        assertThat(fixture.open("tickets:created").kept()).hasSize(1);
    }

    @Test
    void k18_shouldRefuseFilesOfANewerFormat() {
        // given
        fixture.open("foo").store("hello");
        fixture.restart();
        Path segment = device.segments().getFirst();
        Path catalog = device.directory().resolve("catalog");

        // when // then
        fixture.store().close();
        byte[] good = read(segment);
        setVersion(segment, 8, 7, ByteBuffer.wrap(good).getInt(12) - 4);
        assertThatThrownBy(() -> openFoo())
                .hasStackTraceContaining(segment + ": it has format version 7");
        write(segment, good);
        byte[] goodCatalog = read(catalog);
        setVersion(catalog, 8, 9, 20);
        FileStore store = (FileStore) device.open();
        assertThatThrownBy(store::recover).isInstanceOf(StoreException.class);
        store.close();
        write(catalog, goodCatalog);
        fixture.restart();
    }

    @Test
    void shouldRefuseDeliveriesOfANewerFormatThatCount() {
        // given
        TestChannel channel = fixture.open("foo");
        channel.store("hello");
        channel.subscriptions()
                .put(
                        new SubscriptionRecord(
                                1, "c", "", "inbox", "acks", 16, 30, "durable", 0, true, false));
        channel.flushSubscriptions();
        channel.subscriptions().delivered(1, 1);
        fixture.shard().runReady();
        device.crash(fixture.store());
        Path deliveries = device.directory().resolve("deliveries").resolve("0-a.log");
        byte[] good = read(deliveries);

        // when // then
        setVersion(deliveries, 8, 7, 28);
        FileStore refused = (FileStore) device.open();
        assertThatThrownBy(refused::recover)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(deliveries + ": it has format version 7");
        device.crash(refused);
        write(device.directory().resolve("deliveries").resolve("0-a.log"), good);
        try (FileStore next = (FileStore) device.open()) {
            assertThat(next.recover().channels().getFirst().mayLackDeliveries()).isFalse();
        }
    }

    private void openFoo() {
        fixture.restart();
        fixture.open("foo");
    }

    /** As a newer one would write it: with the right checksum behind it. */
    private static void setVersion(Path file, int at, int version, int checksumAt) {
        byte[] bytes = read(file);
        ByteBuffer.wrap(bytes).putInt(at, version);
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, checksumAt);
        ByteBuffer.wrap(bytes).putInt(checksumAt, (int) checksum.getValue());
        write(file, bytes);
    }

    @Test
    void k18_shouldTakeAnEmptySegmentForOneThatWasBeingCreated() throws IOException {
        // given
        TestChannel channel = fixture.open("foo");
        channel.store("m", 2);
        fixture.restart();
        Path directory = requireNonNull(device.segments().getFirst().getParent());

        // when
        fixture.store().close();
        Files.createFile(directory.resolve("%020d.seg".formatted(3)));
        fixture.restart();

        // then
        TestChannel again = fixture.open("foo");
        assertThat(again.kept()).hasSize(2);
        assertThat(again.store("next").sequence()).isEqualTo(3);
        device.advance(Duration.ofSeconds(2));
        fixture.restart();
        assertThat(fixture.open("foo").kept()).hasSize(3);
    }

    @Test
    void k19_shouldLeaveForeignDirectoriesAlone() throws IOException {
        // given
        fixture.open("foo").store("hello");

        // when
        fixture.store().close();
        Files.createDirectories(device.directory().resolve("lost+found"));
        Files.createDirectories(device.directory().resolve("channels/lost+found"));
        Files.createDirectories(device.directory().resolve("channels/backup-17"));
        fixture.restart();

        // then
        assertThat(fixture.recovered().channels()).hasSize(1);
        assertThat(device.directory().resolve("channels/backup-17")).exists();
    }

    @Test
    void k20_shouldRefuseASecondServer() {
        // when
        FileStore second =
                new FileStore(device.directory(), FileStoreOptions.DEFAULTS.withReserveBytes(0));

        // then
        assertThatThrownBy(second::recover)
                .isInstanceOfSatisfying(
                        StoreException.class,
                        why -> assertThat(why.kind()).isEqualTo(StoreException.Kind.BUSY))
                .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
        second.close();
        assertThat(fixture.open("foo").store("still works").sequence()).isEqualTo(1);
    }

    @Test
    void shouldRefuseADirectoryOfTheGoServer() throws IOException {
        // given
        Path foreign = Files.createDirectory(temp.resolve("go"));
        Files.createFile(foreign.resolve("server.dat"));

        // when
        FileStore store = new FileStore(foreign, FileStoreOptions.DEFAULTS.withReserveBytes(0));

        // then
        assertThatThrownBy(store::recover).hasMessageContaining("datastore of NATS Streaming");
        store.close();
        assertThat(foreign).isDirectoryNotContaining(file -> !file.endsWith("server.dat"));
    }
}
