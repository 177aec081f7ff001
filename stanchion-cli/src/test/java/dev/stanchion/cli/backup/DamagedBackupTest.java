package dev.stanchion.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.MsgProtoEncoder;
import dev.stanchion.transfer.SourceChannel;
import dev.stanchion.transfer.TransferException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is cut or changed is refused, whatever is missing. */
class DamagedBackupTest {
    /** Every place would take seconds, and a prime number meets all kinds of them. */
    private static final int STEP = 7;

    @TempDir Path directory;

    private Path written(String name) throws IOException {
        Path file = directory.resolve(name);
        try (BackupWriter out = BackupWriter.create(file)) {
            out.line(
                    "{\"type\":\"export\",\"format\":2,\"content\":\"backup\",\"id\":\"a\",\"exportedAt\":\"2026-01-01T00:00:00Z\"}");
            out.line(
                    "{\"type\":\"channel\",\"channel\":\"orders\",\"firstSequence\":1,\"lastSequence\":2,\"lastTime\":\"2026-01-01T00:00:00Z\",\"subscriptions\":1,\"highestSubscriptionId\":1,\"from\":1}");
            out.line(subscription("1-2", 2));
            for (int i = 1; i <= 2; i++) {
                message(out, i);
            }
            out.line(
                    "{\"type\":\"through\",\"channel\":\"orders\",\"messages\":2,\"lastMessageTime\":\"2026-01-01T00:00:00Z\"}");
            out.line(
                    "{\"type\":\"server\",\"clusterId\":\"c\",\"discoverPrefix\":\"d\",\"requestToken\":\"t\"}");
            out.line(
                    "{\"type\":\"client\",\"clientId\":\"w\",\"claimedId\":\"w\",\"heartbeatInbox\":\"h\",\"connectionId\":\"\\u00ff\",\"protocol\":1,\"pingInterval\":-5,\"pingMaxOut\":3}");
            out.finish(
                    "{\"type\":\"end\",\"channels\":1,\"messages\":2,\"subscriptions\":1,\"clients\":1,\"crc32c\":\"%s\"}"
                            .formatted(BackupScan.sum(out.sum())));
        }
        return file;
    }

    private static String subscription(String pending, long lastSent) {
        return "{\"type\":\"subscription\",\"channel\":\"orders\",\"id\":1,\"maxInFlight\":2,\"ackWaitSeconds\":30,\"lastSent\":%d,\"perhapsSentUpTo\":0,\"durable\":true,\"closed\":false,\"pending\":\"%s\"}"
                .formatted(lastSent, pending);
    }

    private static void message(BackupWriter out, long sequence) throws IOException {
        ByteBuf stored = Unpooled.buffer();
        byte[] channel = "orders".getBytes(StandardCharsets.UTF_8);
        ByteBuf data = Unpooled.wrappedBuffer("reply{\"id\":7}".getBytes(StandardCharsets.UTF_8));
        MsgProtoEncoder.write(stored, sequence, channel, data, 0, 5, 5, 8, 1_000_000_007L);
        MsgProtoCursor cursor = new MsgProtoCursor();
        cursor.wrap(stored, 0, stored.readableBytes());
        out.message("orders", cursor, stored);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.backup", "a.jsonl", "a.backup.gz", "a.jsonl.gz"})
    void shouldReadWhatItHasWritten(String name) throws IOException {
        // when
        BackupContents contents = BackupScan.of(written(name));

        // then
        assertThat(contents.messages()).isEqualTo(2);
        assertThat(contents.clients())
                .singleElement()
                .satisfies(client -> assertThat(client.connectionId()).isEqualTo("\u00ff"));
        assertThat(contents.channels().firstEntry().getValue().subscriptions().getFirst().pending())
                .containsExactly(1L, 2L);
        try (BackupSource source = new BackupSource(new BackupChain(List.of(contents)))) {
            source.channels()
                    .getFirst()
                    .readMessages(message -> {
                        assertThat(message.timestampEpochNanos()).isEqualTo(1_000_000_007L);
                        assertThat(message.replyLength()).isEqualTo(5);
                        assertThat(message.dataLength()).isEqualTo(8);
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.backup", "a.jsonl", "a.backup.gz"})
    void shouldRefuseAFileThatIsCut(String name) throws IOException {
        // given
        byte[] whole = Files.readAllBytes(written(name));

        for (int length = 0; length < whole.length; length += STEP) {
            // when
            Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(whole, length));

            // then
            assertThatThrownBy(() -> BackupScan.of(cut))
                    .as("cut at %d of %d", length, whole.length)
                    .isInstanceOf(TransferException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.backup", "a.jsonl"})
    void shouldRefuseAFileOfWhichABitIsOther(String name) throws IOException {
        // given
        byte[] whole = Files.readAllBytes(written(name));

        for (int at = 0; at < whole.length; at += STEP) {
            // when
            byte[] changed = whole.clone();
            changed[at] ^= 4;
            Path file = Files.write(directory.resolve("changed"), changed);

            // then
            assertThatThrownBy(() -> BackupScan.of(file))
                    .as("byte %d of %d", at, whole.length)
                    .isInstanceOf(TransferException.class);
        }
    }

    @Test
    void shouldRefuseANewerFormatByName() throws IOException {
        // given
        byte[] whole = Files.readAllBytes(written("a.backup"));
        whole[BackupForm.magic().length] = 3;
        Path binary = Files.write(directory.resolve("newer.backup"), whole);
        String text = Files.readString(written("a.jsonl"));
        Path lines =
                Files.writeString(
                        directory.resolve("newer.jsonl"),
                        text.replace("\"format\":2", "\"format\":3"));

        // then
        for (Path file : List.of(binary, lines)) {
            assertThatThrownBy(() -> BackupScan.of(file))
                    .hasMessage("%s has format 3, and this version reads format 2".formatted(file));
        }
    }

    @Test
    void shouldRefuseAPositionAheadOfTheMessages() throws IOException {
        // given
        String text = Files.readString(written("a.jsonl"));
        Path file = directory.resolve("ahead.jsonl");
        Files.writeString(file, text.replace(subscription("1-2", 2), subscription("1-3", 2)));

        // then
        assertThatThrownBy(() -> BackupScan.of(file))
                .hasMessageContaining("a position at 3 is ahead of message 2");
    }

    @Test
    void shouldRefuseAMessageOfAnotherChannel() throws IOException {
        // given
        String text = Files.readString(written("a.jsonl"));
        Path file = directory.resolve("other.jsonl");
        Files.writeString(
                file,
                text.replaceFirst(
                        "\"message\",\"channel\":\"orders\"",
                        "\"message\",\"channel\":\"others\""));

        // then
        assertThatThrownBy(() -> BackupScan.of(file))
                .hasMessageContaining("a message of another channel than orders");
    }

    /** A restore that continues an unfinished one may have to copy a channel anew. */
    @Test
    void shouldReadAChannelASecondTime() throws IOException {
        // given
        BackupContents contents = BackupScan.of(written("a.backup"));
        List<Long> sequences = new ArrayList<>();

        // when
        try (BackupSource source = new BackupSource(new BackupChain(List.of(contents)))) {
            SourceChannel channel = source.channels().getFirst();
            channel.readMessages(message -> sequences.add(message.sequence()));
            channel.readMessages(message -> sequences.add(message.sequence()));
        }

        // then
        assertThat(sequences).containsExactly(1L, 2L, 1L, 2L);
    }

    @Test
    void shouldDeleteAFileThatDidNotGetWhole() throws IOException {
        // when
        try (BackupWriter out = BackupWriter.create(directory.resolve("half.backup"))) {
            out.line("{}");
        }

        // then
        try (var left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }
}
