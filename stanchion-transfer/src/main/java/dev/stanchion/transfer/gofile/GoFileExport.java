package dev.stanchion.transfer.gofile;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.protocol.ClientInfo;
import dev.stanchion.protocol.RequestSubjects;
import dev.stanchion.protocol.ServerInfo;
import dev.stanchion.protocol.SubState;
import dev.stanchion.protocol.SubStateUpdate;
import dev.stanchion.store.file.disk.DiskTrouble;
import dev.stanchion.transfer.Source;
import dev.stanchion.transfer.SourceChannel;
import dev.stanchion.transfer.TransferException;
import dev.stanchion.transfer.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Writes a source as files of the Go server.
 *
 * <p>It writes to a directory beside the target, {@code TARGET.unfinished}, and renames it at the
 * end. So after a crash the target is complete or does not exist.
 */
public final class GoFileExport {
    private static final int CREATED = 1;
    private static final int SENT = 5;
    private static final int CLIENT_ADDED = 1;

    private final Source source;
    private final Path target;
    private final Path unfinished;

    /**
     * @param target does not exist, or is empty
     */
    public GoFileExport(Source source, Path target) {
        this.source = source;
        this.target = target.toAbsolutePath().normalize();
        this.unfinished = this.target.resolveSibling(this.target.getFileName() + ".unfinished");
    }

    /**
     * Writes everything.
     *
     * @throws TransferException if the target is not empty or cannot be written
     */
    public void write() {
        Unreadable.named(() -> {
            writeAll();
            return target;
        });
    }

    private void writeAll() {
        try {
            requireEmpty();
            writeUnlessFull();
            Files.deleteIfExists(target);
            Files.move(unfinished, target);
        } catch (IOException e) {
            throw new TransferException(
                    "%s cannot be written: %s".formatted(target, DiskTrouble.of(target, e)),
                    "Check the disk, its room and your rights there.",
                    e);
        }
    }

    /** Deletes what is unfinished if the disk does not take the rest, which makes its room free. */
    private void writeUnlessFull() throws IOException {
        try {
            Files.createDirectories(unfinished);
            for (SourceChannel channel : source.channels()) {
                write(channel);
            }
            writeClients();
            writeServer(source.server());
        } catch (IOException | RuntimeException e) {
            deleteUnfinished(e);
            throw e;
        }
    }

    private void deleteUnfinished(Exception why) {
        try (Stream<Path> files = Files.walk(unfinished)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    private void requireEmpty() throws IOException {
        if (Files.exists(target)) {
            try (Stream<Path> files = Files.list(target)) {
                if (files.findAny().isPresent()) {
                    throw new TransferException(
                            target + " is not empty",
                            "Name a directory that is empty or does not exist.");
                }
            }
        }
        if (Files.exists(unfinished)) {
            throw new TransferException(
                    unfinished + " exists: an earlier export did not end",
                    "Delete it, and start again.");
        }
    }

    private void writeServer(ServerRecord server) {
        String cluster = server.clusterId();
        RequestSubjects subjects =
                RequestSubjects.of(server.discoverPrefix(), cluster, server.requestToken());
        ServerInfo info =
                new ServerInfo(
                        cluster,
                        subjects.discovery(),
                        subjects.publishPrefix(),
                        subjects.subscribe(),
                        subjects.unsubscribe(),
                        subjects.close(),
                        subjects.subscriptionClose(),
                        "_STAN.ack." + server.requestToken(),
                        "");
        try (RecordFile file = RecordFile.create(unfinished.resolve("server.dat"))) {
            file.add(0, info::encodeTo);
        }
    }

    private void writeClients() {
        try (RecordFile file = RecordFile.create(unfinished.resolve("clients.dat"))) {
            for (ClientRecord client : source.clients()) {
                ClientInfo info =
                        new ClientInfo(
                                client.clientId(),
                                client.heartbeatInbox(),
                                client.connectionId(),
                                client.protocol(),
                                client.pingInterval(),
                                client.pingMaxOut());
                file.add(CLIENT_ADDED, info::encodeTo);
            }
        }
    }

    private void write(SourceChannel channel) throws IOException {
        Path directory = Files.createDirectory(unfinished.resolve(channel.name()));
        try (SliceWriter slices = new SliceWriter(directory, channel.name())) {
            long[] last = {0};
            channel.readMessages(message -> {
                slices.add(message);
                last[0] = message.sequence();
            });
            if (channel.lastSequence() > last[0]) {
                // else the Go server would give the sequences of removed messages out again
                slices.addEmpty(channel.lastSequence(), channel.lastTimestampEpochNanos());
            }
        }
        try (RecordFile file = RecordFile.create(directory.resolve("subs.dat"))) {
            for (RecoveredState.Subscription each : channel.readSubscriptions().live()) {
                write(each, file);
            }
        }
    }

    private static void write(RecoveredState.Subscription subscription, RecordFile file) {
        SubscriptionRecord record = subscription.subscription();
        SubState state =
                new SubState(
                        record.id(),
                        record.clientId(),
                        record.queueGroup(),
                        record.inbox(),
                        record.ackInbox(),
                        record.maxInFlight(),
                        record.ackWaitSeconds(),
                        record.durableName(),
                        record.lastSent(),
                        record.durable(),
                        record.closed(),
                        "",
                        0,
                        "",
                        "");
        file.add(CREATED, state::encodeTo);
        for (long sequence : subscription.pending()) {
            file.add(SENT, new SubStateUpdate(record.id(), sequence)::encodeTo);
        }
    }
}
