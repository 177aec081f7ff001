package dev.stanchion.transfer.raft;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.protocol.ClientInfo;
import dev.stanchion.protocol.SubState;
import dev.stanchion.transfer.Findings;
import dev.stanchion.transfer.gofile.GoRecords;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The newest snapshot of a Raft log: {@code snapshots/TERM-INDEX-TIME/state.bin}. It has a length
 * (4 bytes) and then clients, and channels with their subscriptions.
 */
final class SnapshotFile {
    private static final Pattern NAME = Pattern.compile("(\\d{1,18})-(\\d{1,18})-(\\d{1,18})");
    private static final long MAX_BYTES = 1L << 30;

    private SnapshotFile() {}

    private record Named(Path directory, long term, long index) {}

    /**
     * Reads the newest snapshot that is whole.
     *
     * @return the index of the last operation that is in it; 0 if there is none
     */
    static long readNewest(Path snapshots, RaftState target, Findings findings) throws IOException {
        for (Named each : newestFirst(snapshots)) {
            try {
                read(each.directory.resolve("state.bin"), target);
                return each.index;
            } catch (IndexOutOfBoundsException e) {
                findings.note(
                        each.directory.toString(), "it is damaged; an older snapshot is used");
            }
        }
        return 0;
    }

    private static List<Named> newestFirst(Path snapshots) throws IOException {
        if (!Files.isDirectory(snapshots)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(snapshots)) {
            return all.flatMap(
                            directory -> {
                                Matcher name =
                                        NAME.matcher(String.valueOf(directory.getFileName()));
                                return name.matches()
                                                && Files.exists(directory.resolve("state.bin"))
                                        ? Stream.of(
                                                new Named(
                                                        directory,
                                                        Long.parseLong(name.group(1)),
                                                        Long.parseLong(name.group(2))))
                                        : Stream.empty();
                            })
                    .sorted(
                            Comparator.comparingLong(Named::term)
                                    .thenComparingLong(Named::index)
                                    .reversed())
                    .toList();
        }
    }

    private static void read(Path file, RaftState target) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IndexOutOfBoundsException("more than " + MAX_BYTES + " bytes");
        }
        ByteBuf all = Unpooled.wrappedBuffer(Files.readAllBytes(file));
        RaftState whole = new RaftState();
        Fields fields = new Fields(all.readSlice(Math.toIntExact(all.readUnsignedIntLE())));
        for (int field = fields.next(); field != 0; field = fields.next()) {
            switch (field) {
                case 1 -> whole.put(client(fields.bytes()));
                case 2 -> channel(new Fields(fields.bytes()), whole);
                default -> fields.skip();
            }
        }
        target.takeFrom(whole);
    }

    private static ClientRecord client(ByteBuf bytes) {
        return ClientInfo.decode(bytes, 0, bytes.readableBytes())
                .map(GoRecords::clientOf)
                .orElseThrow(() -> new IndexOutOfBoundsException("a client"));
    }

    private static void channel(Fields fields, RaftState target) {
        String name = "";
        long last = 0;
        long nextId = 0;
        long id = 0;
        Stream.Builder<ByteBuf> subscriptions = Stream.builder();
        for (int field = fields.next(); field != 0; field = fields.next()) {
            switch (field) {
                case 1 -> name = fields.text();
                case 3 -> last = fields.number();
                case 4 -> subscriptions.add(fields.bytes());
                case 5 -> nextId = fields.number();
                case 6 -> id = fields.number();
                default -> fields.skip();
            }
        }
        ReplicatedChannel channel = new ReplicatedChannel(id);
        channel.stored(last);
        channel.next(nextId);
        subscriptions.build().forEach(each -> subscription(new Fields(each), channel));
        target.put(name, channel);
    }

    private static void subscription(Fields fields, ReplicatedChannel target) {
        SubState state = null;
        LongStream.Builder pending = LongStream.builder();
        for (int field = fields.next(); field != 0; field = fields.next()) {
            switch (field) {
                case 1 -> {
                    ByteBuf bytes = fields.bytes();
                    state =
                            SubState.decode(bytes, 0, bytes.readableBytes())
                                    .orElseThrow(
                                            () -> new IndexOutOfBoundsException("a subscription"));
                }
                case 2 -> fields.numbers(pending::add);
                default -> fields.skip();
            }
        }
        if (state != null) {
            target.put(state, pending.build().toArray());
        }
    }
}
