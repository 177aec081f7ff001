package dev.stanchion.transfer;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.store.encryption.EncryptionKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Copies a source into a store, through the interfaces that the engine uses.
 *
 * <p>While the copy goes on, the store belongs to the cluster {@code unfinished-import-of-X}, so no
 * server starts on it. The last step records the true cluster ID. That is one change, so after a
 * crash there is a whole copy or an unfinished one. An unfinished one is deleted by the next copy
 * into the same store, which begins again.
 *
 * <p>Confined to one thread.
 */
public final class StoreCopy {
    private static final String UNFINISHED = "unfinished-import-of-";

    /** About what a source has for a message in addition to its payload. */
    private static final int RECORD_BYTES = 40;

    private static final int TELL_EVERY = 1024;

    private final Source source;
    private final Optional<EncryptionKeys> keys;
    private final CopyProgress progress;
    private final List<CopyReport.Channel> channels = new ArrayList<>();
    private long messages;
    private long bytes;

    /**
     * @param keys decrypt every encrypted message, to prove that they are right; empty if encrypted
     *     messages are copied without a proof
     */
    public StoreCopy(Source source, Optional<EncryptionKeys> keys, CopyProgress progress) {
        this.source = source;
        this.keys = keys;
        this.progress = progress;
    }

    /** Reads the whole source and writes nothing. */
    public CopyReport dryRun() {
        ServerRecord server = source.server();
        KeyTest keyTest = new KeyTest(keys, source.findings());
        int clients = source.clients().size();
        for (SourceChannel channel : source.channels()) {
            ChannelTally tally = new ChannelTally();
            channel.readMessages(keyTest.before(channel.name(), counted(tally::add)));
            conclude(channel, tally, channel.readSubscriptions());
        }
        source.requireUnchanged();
        return new CopyReport(server.clusterId(), clients, channels, source.findings());
    }

    /**
     * Copies everything.
     *
     * @param target a store that is not open; the copy opens it, and the caller closes it
     * @throws TransferException if the target is not empty, or the copy does not succeed
     */
    public CopyReport into(Store target) {
        ServerRecord server = source.server();
        CopyShard shard = new CopyShard(SystemClocks.CLOCKS);
        empty(target, target.recover(), shard);
        target.initialize(
                new ServerRecord(
                        UNFINISHED + server.clusterId(),
                        server.discoverPrefix(),
                        server.requestToken()));
        KeyTest keyTest = new KeyTest(keys, source.findings());
        for (SourceChannel channel : source.channels()) {
            copy(channel, new ChannelFilling(channel.name(), target, shard), keyTest);
        }
        List<ClientRecord> clients = source.clients();
        for (ClientRecord client : clients) {
            Awaited<Outcome.Done> put = new Awaited<>();
            target.clients().put(client, shard, put);
            put.on(shard);
        }
        source.requireUnchanged();
        target.initialize(server);
        return new CopyReport(server.clusterId(), clients.size(), channels, source.findings());
    }

    /** Deletes what an unfinished copy has left. */
    private static void empty(Store target, RecoveredState found, CopyShard shard) {
        if (found.server().isEmpty() && found.channels().isEmpty()) {
            return;
        }
        String owner = found.server().map(ServerRecord::clusterId).orElse("");
        if (!owner.startsWith(UNFINISHED)) {
            throw new TransferException(
                    "the target is not empty: it belongs to cluster %s and has %d channel(s)"
                            .formatted(owner, found.channels().size()),
                    "Name a target that is empty or does not exist.");
        }
        for (RecoveredState.Channel channel : found.channels()) {
            Awaited<Outcome.Done> deleted = new Awaited<>();
            target.deleteChannel(channel.name(), shard, deleted);
            deleted.on(shard);
        }
        for (ClientRecord client : found.clients()) {
            Awaited<Outcome.Done> deleted = new Awaited<>();
            target.clients().delete(client.clientId(), shard, deleted);
            deleted.on(shard);
        }
    }

    private void copy(SourceChannel channel, ChannelFilling filling, KeyTest keyTest) {
        channel.readMessages(keyTest.before(channel.name(), counted(filling::append)));
        filling.finishMessages();
        SourceSubscriptions subscriptions = channel.readSubscriptions();
        filling.put(subscriptions);
        filling.verify();
        conclude(channel, filling.written(), subscriptions);
    }

    private MessageSink counted(MessageSink next) {
        long before = bytes;
        long[] read = {0};
        return message -> {
            next.onMessage(message);
            messages++;
            read[0] += message.dataLength() + RECORD_BYTES;
            if (messages % TELL_EVERY == 0) {
                progress.copied(messages, before + read[0]);
            }
        };
    }

    private void conclude(
            SourceChannel channel, ChannelTally tally, SourceSubscriptions subscriptions) {
        bytes += channel.sizeBytes();
        progress.copied(messages, bytes);
        channels.add(tally.toReport(channel.name(), subscriptions));
    }
}
