package dev.stanchion.cli.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.shard.Chance;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.MsgProtoEncoder;
import dev.stanchion.transfer.SourceChannel;
import dev.stanchion.transfer.TransferException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Flips bits of backups, cuts them, and puts garbage, parts of themselves and sizes of records into
 * them. The reader refuses the file with a sentence that names it, or reads what was written: a
 * byte of the header of a packed file may mean nothing. The seeds are fixed.
 */
class BackupFuzzTest {
    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 300);

    @TempDir private Path directory;

    private Path written(String name) throws IOException {
        Path file = directory.resolve(name);
        Chance chance = new Chance(1);
        try (BackupWriter out = BackupWriter.create(file)) {
            out.line(
                    "{\"type\":\"export\",\"format\":2,\"content\":\"backup\",\"id\":\"a\",\"exportedAt\":\"2026-01-01T00:00:00Z\"}");
            for (String channel : List.of("bytes", "orders", "tickets:created")) {
                out.line(
                        "{\"type\":\"channel\",\"channel\":\"%s\",\"firstSequence\":1,\"lastSequence\":20,\"lastTime\":\"2026-01-01T00:00:00Z\",\"subscriptions\":1,\"highestSubscriptionId\":1,\"from\":1}"
                                .formatted(channel));
                out.line(
                        "{\"type\":\"subscription\",\"channel\":\"%s\",\"id\":1,\"maxInFlight\":2,\"ackWaitSeconds\":30,\"lastSent\":9,\"perhapsSentUpTo\":0,\"durable\":true,\"closed\":false,\"pending\":\"3-5 8\"}"
                                .formatted(channel));
                for (int i = 1; i <= 20; i++) {
                    write(out, channel, i, chance);
                }
                out.line(
                        "{\"type\":\"through\",\"channel\":\"%s\",\"messages\":20,\"lastMessageTime\":\"2026-01-01T00:00:00Z\"}"
                                .formatted(channel));
            }
            out.line(
                    "{\"type\":\"server\",\"clusterId\":\"c\",\"discoverPrefix\":\"d\",\"requestToken\":\"t\"}");
            out.finish(
                    "{\"type\":\"end\",\"channels\":3,\"messages\":60,\"subscriptions\":3,\"clients\":0,\"crc32c\":\"%s\"}"
                            .formatted(BackupScan.sum(out.sum())));
        }
        return file;
    }

    private static void write(BackupWriter out, String channel, int sequence, Chance chance)
            throws IOException {
        byte[] data = new byte[chance.below(200)];
        for (int i = 0; i < data.length; i++) {
            data[i] = channel.equals("bytes") ? (byte) chance.nextLong() : (byte) 'x';
        }
        ByteBuf stored = Unpooled.buffer();
        MsgProtoEncoder.write(
                stored,
                sequence,
                channel.getBytes(UTF_8),
                Unpooled.wrappedBuffer(data),
                0,
                0,
                0,
                data.length,
                sequence);
        MsgProtoCursor cursor = new MsgProtoCursor();
        cursor.wrap(stored, 0, stored.readableBytes());
        out.message(channel, cursor, stored);
    }

    /** Returns everything in a file, as a restore reads it. */
    private static List<String> read(Path file) {
        List<String> all = new ArrayList<>();
        BackupContents contents = BackupScan.of(file);
        try (BackupSource source = new BackupSource(new BackupChain(List.of(contents)))) {
            for (SourceChannel channel : source.channels()) {
                all.add(channel.name() + " " + channel.readSubscriptions());
                channel.readMessages(message -> all.add(text(message)));
            }
            all.add(source.server() + " " + source.clients() + source.findings().kept());
        }
        return all;
    }

    private static String text(MsgProtoCursor message) {
        byte[] data = new byte[message.dataLength()];
        message.buffer().getBytes(message.dataIndex(), data);
        return message.sequence() + " " + message.timestampEpochNanos() + Arrays.toString(data);
    }

    @ParameterizedTest
    @Timeout(120)
    @ValueSource(strings = {"a.backup", "a.jsonl", "a.backup.gz", "a.jsonl.gz"})
    void shouldRefuseADamagedFileOrReadWhatWasWritten(String name) throws IOException {
        // given
        Path whole = written(name);
        byte[] bytes = Files.readAllBytes(whole);
        List<String> expected = read(whole);
        Path damaged = directory.resolve("damaged");
        int refused = 0;

        for (int seed = 0; seed < ROUNDS; seed++) {
            // when
            byte[] changed = damage(bytes, new Chance(seed));
            Files.write(damaged, changed);

            // then
            try {
                assertThat(read(damaged)).as("seed %d", seed).isEqualTo(expected);
            } catch (TransferException e) {
                assertThat(e.getMessage()).as("seed %d", seed).contains(damaged.toString());
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(refused).isGreaterThan(ROUNDS * 9 / 10);
    }

    private static byte[] damage(byte[] bytes, Chance chance) {
        byte[] changed = bytes.clone();
        for (int i = chance.between(1, 3); i > 0 && changed.length > 1; i--) {
            changed = damagedOnce(changed, chance);
        }
        return changed;
    }

    private static byte[] damagedOnce(byte[] bytes, Chance chance) {
        int at = chance.below(bytes.length);
        int end = Math.min(bytes.length, at + chance.between(1, 60));
        return switch (chance.below(6)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> joined(bytes, at, Arrays.copyOfRange(bytes, at, end), at);
            case 2 -> joined(bytes, at, new byte[0], end);
            case 3 -> joined(bytes, at, garbage(end - at, chance), end);
            case 4 -> joined(bytes, at, sizes(chance), Math.min(bytes.length, at + 4));
            default -> {
                bytes[at] ^= (byte) (1 << chance.below(Byte.SIZE));
                yield bytes;
            }
        };
    }

    /** Returns what a length of a record may be taken for: huge, negative or wrong by a little. */
    private static byte[] sizes(Chance chance) {
        int size =
                switch (chance.below(3)) {
                    case 0 -> Integer.MAX_VALUE;
                    case 1 -> -1;
                    default -> chance.below(1000);
                };
        return ByteBuffer.allocate(4).putInt(size).array();
    }

    private static byte[] garbage(int length, Chance chance) {
        byte[] garbage = new byte[length];
        for (int i = 0; i < length; i++) {
            garbage[i] = (byte) chance.nextLong();
        }
        return garbage;
    }

    private static byte[] joined(byte[] bytes, int upTo, byte[] middle, int from) {
        return ByteBuffer.allocate(upTo + middle.length + bytes.length - from)
                .put(bytes, 0, upTo)
                .put(middle)
                .put(bytes, from, bytes.length - from)
                .array();
    }
}
