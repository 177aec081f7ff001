package dev.stanchion.transfer;

import static java.util.stream.Collectors.toSet;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.store.encryption.EncryptionKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Copies a source into a store, through the interfaces that the engine uses.
 *
 * <p>While the copy goes on, the store belongs to the cluster {@code unfinished-import-of-X}, so no
 * server starts on it. The last step records the true cluster ID. That is one change, so after a
 * crash there is a whole copy or an unfinished one. The next copy into the same store continues an
 * unfinished one: it reads the whole source, writes what is missing, and compares everything.
 *
 * <p>Confined to one thread.
 */
public final class StoreCopy {
    private static final String UNFINISHED = "unfinished-import-of-";

    /** About what a source has for a message in addition to its payload. */
    private static final int RECORD_BYTES = 40;

    private static final int TELL_EVERY = 1024;

    private final Source source;
    private final OnlyCopy onlyCopy;
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
        this.onlyCopy = OnlyCopy.of(source);
        this.keys = keys;
        this.progress = progress;
    }

    /** Reads the whole source and writes nothing. */
    public CopyReport dryRun() {
        return Unreadable.named(() -> {
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
        });
    }

    /**
     * Copies everything.
     *
     * @param target a store that is not open; the copy opens it, and the caller closes it
     * @throws TransferException if the target is not empty, or the copy does not succeed
     */
    public CopyReport into(Store target) {
        return into(CopyTarget.of(target));
    }

    /**
     * Copies everything.
     *
     * @param target closed by the caller
     * @throws TransferException if the target is not empty, or the copy does not succeed
     */
    public CopyReport into(CopyTarget target) {
        CopyShard shard = new CopyShard(SystemClocks.CLOCKS);
        return Unreadable.named(() -> copyInto(target.open(shard), shard));
    }

    private CopyReport copyInto(Store target, CopyShard shard) {
        ServerRecord server = source.server();
        RecoveredState found = target.recover();
        requireEmptyOrUnfinished(found);
        target.initialize(unfinished(server));
        KeyTest keyTest = new KeyTest(keys, source.findings());
        List<SourceChannel> all = source.channels();
        deleteOthers(found, all, target, shard);
        for (SourceChannel channel : all) {
            copy(channel, target, subscriptionsOf(channel.name(), found), shard, keyTest);
        }
        int clients = copyClients(source.clients(), found, target, shard);
        source.requireUnchanged();
        target.initialize(server);
        return new CopyReport(server.clusterId(), clients, channels, source.findings());
    }

    /** Returns the identity of a store that is not complete yet. */
    static ServerRecord unfinished(ServerRecord server) {
        return new ServerRecord(
                UNFINISHED + server.clusterId(), server.discoverPrefix(), server.requestToken());
    }

    /** Returns whether a copy that did not end has left this state in its target. */
    public static boolean isUnfinished(RecoveredState state) {
        return state.server().map(ServerRecord::clusterId).orElse("").startsWith(UNFINISHED);
    }

    /** Returns the identity that an unfinished copy of a cluster gets when it is completed. */
    static Optional<ServerRecord> unfinishedOf(String clusterId, RecoveredState state) {
        return state.server()
                .filter(server -> server.clusterId().equals(UNFINISHED + clusterId))
                .map(server ->
                        new ServerRecord(
                                clusterId, server.discoverPrefix(), server.requestToken()));
    }

    static void requireEmptyOrUnfinished(RecoveredState found) {
        boolean isEmpty = found.server().isEmpty() && found.channels().isEmpty();
        if (!isEmpty && !isUnfinished(found)) {
            throw new TransferException(
                    "the target is not empty: it belongs to cluster %s and has %d channel(s)"
                            .formatted(
                                    found.server().map(ServerRecord::clusterId).orElse(""),
                                    found.channels().size()),
                    "Name a target that is empty or does not exist.");
        }
    }

    /** Deletes channels that an unfinished copy has left, and that the source does not have. */
    private void deleteOthers(
            RecoveredState found, List<SourceChannel> wanted, Store target, CopyShard shard) {
        Set<String> names = wanted.stream().map(SourceChannel::name).collect(toSet());
        for (RecoveredState.Channel channel : found.channels()) {
            if (!names.contains(channel.name())) {
                onlyCopy.requireExpendable(channel.name());
                delete(channel.name(), target, shard);
            }
        }
    }

    static void delete(String channel, Store target, CopyShard shard) {
        Awaited<Outcome.Done> deleted = new Awaited<>();
        target.deleteChannel(channel, shard, deleted);
        deleted.on(shard);
    }

    static List<RecoveredState.Subscription> subscriptionsOf(String channel, RecoveredState found) {
        return found.channels().stream()
                .filter(each -> each.name().equals(channel))
                .flatMap(each -> each.subscriptions().stream())
                .toList();
    }

    /**
     * Copies a channel. What an unfinished copy has written of it stays if it is still what the
     * source has; else the channel is copied anew.
     */
    private void copy(
            SourceChannel channel,
            Store target,
            List<RecoveredState.Subscription> earlier,
            CopyShard shard,
            KeyTest keyTest) {
        ChannelFilling filling = new ChannelFilling(channel.name(), target, shard);
        MessageSink counter = counted(message -> {});
        fill(filling, channel, keyTest, onlyCopy.before(filling, channel.name(), counter));
        List<RecoveredState.Subscription> recorded = earlier;
        if (!filling.isContinued()) {
            filling.verify();
        } else if (!filling.holdsAll()) {
            onlyCopy.requireExpendable(channel.name());
            delete(channel.name(), target, shard);
            recorded = List.of();
            filling = new ChannelFilling(channel.name(), target, shard);
            fill(filling, channel, keyTest, message -> {});
            filling.verify();
        }
        SourceSubscriptions subscriptions = channel.readSubscriptions();
        filling.put(subscriptions, recorded);
        conclude(channel, filling.written(), subscriptions);
    }

    private static void fill(
            ChannelFilling filling, SourceChannel channel, KeyTest keyTest, MessageSink before) {
        MessageSink writing =
                message -> {
                    before.onMessage(message);
                    filling.append(message);
                };
        try {
            channel.readMessages(keyTest.before(channel.name(), writing));
        } catch (TransferException e) {
            filling.finishMessages(); // what was read may exist nowhere else any more
            throw e;
        }
        filling.finishMessages();
        filling.continueBehind(channel.lastSequence(), channel.lastTimestampEpochNanos());
    }

    static int copyClients(
            List<ClientRecord> clients, RecoveredState found, Store target, CopyShard shard) {
        Set<String> names = clients.stream().map(ClientRecord::clientId).collect(toSet());
        for (ClientRecord earlier : found.clients()) {
            if (!names.contains(earlier.clientId())) {
                Awaited<Outcome.Done> deleted = new Awaited<>();
                target.clients().delete(earlier.clientId(), shard, deleted);
                deleted.on(shard);
            }
        }
        for (ClientRecord client : clients) {
            Awaited<Outcome.Done> put = new Awaited<>();
            target.clients().put(client, shard, put);
            put.on(shard);
        }
        return clients.size();
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
