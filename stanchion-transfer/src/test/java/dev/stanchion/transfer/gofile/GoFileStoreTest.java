package dev.stanchion.transfer.gofile;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.transfer.Finding;
import dev.stanchion.transfer.GoFixture;
import dev.stanchion.transfer.ReadSource;
import dev.stanchion.transfer.TransferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what real Go servers have written, whole and damaged. */
class GoFileStoreTest {
    private static final String TICKETS = "tickets:created";

    @TempDir private Path directory;

    private static ReadSource read(Path root) {
        try (GoFileStore store = GoFileStore.open(root, GoFileStore.Options.DEFAULTS)) {
            return ReadSource.of(store);
        }
    }

    private Path plain() {
        return GoFixture.PLAIN.unpackedIn(directory);
    }

    private Path tickets(String file) {
        return directory.resolve(TICKETS).resolve(file);
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "PLAIN_0_16", "PLAIN_0_22", "PLAIN_0_24", "AES", "CHACHA"})
    void k25_shouldReadWhatEachVersionHasWritten(GoFixture fixture) {
        // when
        ReadSource found = read(fixture.unpackedIn(directory));

        // then
        assertThat(found.findings().kept()).isEmpty();
        assertThat(found.clients()).containsExactly("app-1", "app-2", "publisher");
        assertThat(found.messages().keySet())
                .containsExactly("empty.payload", "orders.paid", TICKETS);
        assertThat(found.messagesOf(TICKETS).keySet()).containsExactlyElementsOf(upTo(30));
        assertThat(found.payload("empty.payload", 1)).isEmpty();
    }

    @Test
    void shouldReadMessagesWithTheirPayloadsAndTimes() {
        // when
        ReadSource found = read(plain());

        // then
        assertThat(found.payload(TICKETS, 7)).isEqualTo("{\"id\":\"t7\",\"price\":7}");
        assertThat(found.messagesOf(TICKETS).get(1L)).startsWith("17");
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "PLAIN_0_22", "PLAIN_0_24"})
    void k25_shouldReadDurablesQueueGroupsAndWhatTheyHavePending(GoFixture fixture) {
        // when: the server was killed before it wrote what it sent at last
        ReadSource found = read(fixture.unpackedIn(directory));

        // then
        assertThat(found.positions("orders.paid"))
                .containsExactly(
                        "/gone:group sent 5 pending 3,4,5",
                        "app-2/ sent 5 pending 1,2,3,4,5",
                        "app-2/billing closed sent 5 pending 4,5");
        assertThat(found.positions(TICKETS))
                .containsExactly(
                        "app-1/mailer sent 20 pending 2,4,6,8,10,12,14,16,18,20",
                        "app-1/work:workers sent 17 pending 3,6,9,11,12,13,14,15,16,17",
                        "app-2/work:workers sent 0 pending ");
    }

    @Test
    void shouldKeepTheIdentityOfTheServer() {
        // given
        Path root = plain();

        // when
        try (GoFileStore store = GoFileStore.open(root, GoFileStore.Options.DEFAULTS)) {
            // then
            assertThat(store.server())
                    .isEqualTo(new ServerRecord("ticketing", "_STAN.discover", "ticketing"));
        }
    }

    @Test
    void k25_shouldReadSlicesAfterTheFirstOnesWereRemoved() {
        // when
        ReadSource found = read(GoFixture.SLICED.unpackedIn(directory));

        // then
        assertThat(found.messagesOf(TICKETS).firstKey()).isEqualTo(9);
        assertThat(found.messagesOf(TICKETS)).hasSize(22);
        assertThat(found.findings().kept()).isEmpty();
    }

    @Test
    void shouldFindAllMessagesWithoutIndex() throws IOException {
        // given
        plain();
        Files.delete(tickets("msgs.1.idx"));

        // when
        ReadSource found = read(directory);

        // then
        assertThat(found.messagesOf(TICKETS)).hasSize(30);
        assertThat(found.findings().losses()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 7, 100, 900})
    void shouldFindAllMessagesWhereverTheIndexIsCut(int bytes) throws IOException {
        // given
        plain();
        cut(tickets("msgs.1.idx"), bytes);

        // when
        ReadSource found = read(directory);

        // then
        assertThat(found.messagesOf(TICKETS)).hasSize(30);
        assertThat(found.findings().losses()).isZero();
    }

    @Test
    void shouldTakeCompleteMessagesThatTheIndexDoesNotKnow() throws IOException {
        // given
        plain();
        cut(tickets("msgs.1.idx"), 4 + 20 * 32);

        // when
        ReadSource found = read(directory);

        // then
        assertThat(found.messagesOf(TICKETS)).hasSize(30);
        assertThat(found.findings().kept()).isEmpty();
    }

    @Test
    void shouldNameTheMessagesOfALostTail() throws IOException {
        // given
        plain();
        long size = Files.size(tickets("msgs.1.dat"));
        cut(tickets("msgs.1.dat"), size - 70);

        // when
        ReadSource found = read(directory);

        // then
        assertThat(found.messagesOf(TICKETS).keySet()).containsExactlyElementsOf(upTo(28));
        assertThat(found.findings().kept())
                .extracting(Finding::meaning)
                .contains("messages #29 to #30 are lost");
        assertThat(found.findings().lostMessages()).isEqualTo(2);
    }

    @Test
    void shouldLoseNothingWhenTheServerWasKilledWhileItWroteAMessage() throws IOException {
        // given
        plain();
        append(tickets("msgs.1.dat"), new byte[] {70, 0, 0, 0, 1, 2, 3, 4, 8, 31, 18});

        // when
        ReadSource found = read(directory);

        // then
        assertThat(found.messagesOf(TICKETS)).hasSize(30);
        assertThat(found.findings().losses()).isZero();
        assertThat(found.findings().kept()).hasSize(1);
    }

    @Test
    void shouldLeaveOutOneMessageWhoseBytesHaveChanged() throws IOException {
        // given
        plain();
        flip(tickets("msgs.1.dat"), 4 + 3 * 61);

        // when
        ReadSource found = read(directory);

        // then
        assertThat(found.messagesOf(TICKETS)).hasSize(29);
        assertThat(found.findings().lostMessages()).isEqualTo(1);
    }

    @Test
    void shouldFindTheMessagesBehindADamagedOneWithoutIndex() throws IOException {
        // given
        plain();
        Files.delete(tickets("msgs.1.idx"));
        flip(tickets("msgs.1.dat"), 4 + 3 * 61);

        // when
        ReadSource found = read(directory);

        // then
        assertThat(found.messagesOf(TICKETS)).hasSize(29);
        assertThat(found.findings().lostMessages()).isEqualTo(1);
    }

    /** A full disk leaves a part of a message between two others, which the index skips. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void k26_shouldTakeAllMessagesAroundThoseOfAFullDisk(boolean hasIndex) throws IOException {
        // given
        plain();
        ByteBuffer index =
                ByteBuffer.wrap(Files.readAllBytes(tickets("msgs.1.idx"))).order(LITTLE_ENDIAN);
        int tenth = (int) index.getLong(4 + 9 * 32 + 8);
        byte[] messages = Files.readAllBytes(tickets("msgs.1.dat"));
        ByteBuffer longer = ByteBuffer.allocate(messages.length + 25);
        longer.put(messages, 0, tenth).put(messages, tenth, 25);
        longer.put(messages, tenth, messages.length - tenth);
        Files.write(tickets("msgs.1.dat"), longer.array());
        for (int entry = 4 + 9 * 32; entry < index.capacity(); entry += 32) {
            index.putLong(entry + 8, index.getLong(entry + 8) + 25);
            CRC32 crc = new CRC32();
            crc.update(index.array(), entry, 28);
            index.putInt(entry + 28, (int) crc.getValue());
        }
        Files.write(tickets("msgs.1.idx"), index.array());
        if (!hasIndex) {
            Files.delete(tickets("msgs.1.idx"));
        }

        // when
        ReadSource found = read(directory);

        // then
        assertThat(found.messagesOf(TICKETS).keySet()).containsExactlyElementsOf(upTo(30));
        assertThat(found.findings().losses()).isEqualTo(hasIndex ? 0 : 1);
    }

    @Test
    void shouldTakeTheLaterMessageWhenASequenceWasGivenOutAgain() throws IOException {
        // given: without its index, a server has appended another message 30
        plain();
        Path other = GoFixture.PLAIN_0_16.unpackedIn(directory.resolve("other")).resolve(TICKETS);
        byte[] entries = Files.readAllBytes(other.resolve("msgs.1.idx"));
        int offset = ByteBuffer.wrap(entries).order(LITTLE_ENDIAN).getInt(entries.length - 32 + 8);
        byte[] messages = Files.readAllBytes(other.resolve("msgs.1.dat"));
        String first = read(directory).messagesOf(TICKETS).get(30L);
        append(tickets("msgs.1.dat"), Arrays.copyOfRange(messages, offset, messages.length));
        Files.delete(tickets("msgs.1.idx"));

        // when
        ReadSource found = read(directory);

        // then
        assertThat(found.messagesOf(TICKETS)).hasSize(30);
        assertThat(found.messagesOf(TICKETS).get(30L)).isNotEqualTo(first);
        assertThat(found.findings().losses()).isZero();
    }

    @Test
    void shouldReportASliceWhoseDataIsMissing() throws IOException {
        // given
        GoFixture.SLICED.unpackedIn(directory);
        Files.delete(tickets("msgs.3.dat"));

        // when
        ReadSource found = read(directory);

        // then
        assertThat(found.messagesOf(TICKETS)).hasSize(14);
        assertThat(found.findings().kept())
                .extracting(Finding::meaning)
                .contains("messages #17 to #24 are lost");
    }

    @Test
    void shouldReadPositionsBehindADamagedRecord() throws IOException {
        // given: the second record of the file, the second subscription
        plain();
        flip(tickets("subs.dat"), 130);

        // when
        ReadSource found = read(directory);

        // then
        assertThat(found.subscriptionsOf(TICKETS).live()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(found.findings().losses()).isEqualTo(1);
    }

    @Test
    void shouldIgnoreDirectoriesThatAreNoChannels() throws IOException {
        // given
        Files.createDirectory(plain().resolve("lost+found"));

        // when
        ReadSource found = read(directory);

        // then
        assertThat(found.messages()).hasSize(3);
    }

    @Test
    void k25_shouldIgnoreWhatAnArchiveScriptOrACompactionHasLeft() throws IOException {
        // given
        plain();
        Files.write(tickets("msgs.7.dat.bak"), new byte[] {1});
        Files.write(directory.resolve("subs12345"), new byte[] {1});

        // when
        ReadSource found = read(directory);

        // then
        assertThat(found.findings().kept()).isEmpty();
    }

    @Test
    void shouldRefuseADirectoryThatAServerHasLocked() throws IOException {
        // given
        Path lock = plain().resolve(".rootdir.lck");
        try (FileChannel file =
                FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(file.lock()).isNotNull();

            // when, then
            assertThatThrownBy(() -> read(directory))
                    .isInstanceOf(TransferException.class)
                    .hasMessageContaining("a Go server uses");
        }
    }

    @Test
    void shouldNoticeAServerThatWritesDuringTheImport() throws IOException {
        // given
        try (GoFileStore store = GoFileStore.open(plain(), GoFileStore.Options.DEFAULTS)) {
            store.requireUnchanged();

            // when
            append(tickets("subs.dat"), new byte[] {1});

            // then
            assertThatThrownBy(store::requireUnchanged)
                    .isInstanceOf(TransferException.class)
                    .hasMessageContaining("have changed during the import");
        }
    }

    @Test
    void shouldAskForTheClusterIdWhenItIsDamaged() throws IOException {
        // given
        flip(plain().resolve("server.dat"), 20);

        // when, then
        try (GoFileStore store = GoFileStore.open(directory, GoFileStore.Options.DEFAULTS)) {
            assertThatThrownBy(store::server).hasMessageContaining("the cluster ID is unknown");
        }
        try (GoFileStore store =
                GoFileStore.open(
                        directory,
                        new GoFileStore.Options("ticketing", false, Polynomial.DEFAULT))) {
            assertThat(store.server().clusterId()).isEqualTo("ticketing");
        }
    }

    @Test
    void shouldRefuseADirectoryOfAnotherProgram() {
        // when, then
        assertThatThrownBy(() -> read(directory)).hasMessageContaining("no file store of the Go");
        assertThatThrownBy(() -> read(directory.resolve("missing")))
                .hasMessageContaining("no such directory");
    }

    @Test
    void shouldRefuseAMemberOfAClusterUnlessOnlyMessagesAreWanted() throws IOException {
        // given
        Path server = plain().resolve("server.dat");
        Files.write(server, withNodeId(Files.readAllBytes(server)));

        // when, then
        assertThatThrownBy(() -> read(directory)).hasMessageContaining("Raft log");
        try (GoFileStore store =
                GoFileStore.open(
                        directory, new GoFileStore.Options("", true, Polynomial.DEFAULT))) {
            ReadSource found = ReadSource.of(store);
            assertThat(found.messagesOf(TICKETS)).hasSize(30);
            assertThat(found.clients()).isEmpty();
            assertThat(found.positions(TICKETS)).isEmpty();
        }
    }

    /** Adds field 9, the ID of the node. */
    private static byte[] withNodeId(byte[] file) {
        byte[] payload = Arrays.copyOfRange(file, 12, file.length + 3);
        payload[payload.length - 3] = (9 << 3) | 2;
        payload[payload.length - 2] = 1;
        payload[payload.length - 1] = 'a';
        CRC32 crc = new CRC32();
        crc.update(payload);
        ByteBuffer all = ByteBuffer.allocate(12 + payload.length).order(LITTLE_ENDIAN);
        all.putInt(1).putInt(payload.length).putInt((int) crc.getValue()).put(payload);
        return all.array();
    }

    private static void cut(Path file, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
        }
    }

    private static void append(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes, StandardOpenOption.APPEND);
    }

    private static void flip(Path file, int offset) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[offset] ^= 0x10;
        Files.write(file, bytes);
    }
}
