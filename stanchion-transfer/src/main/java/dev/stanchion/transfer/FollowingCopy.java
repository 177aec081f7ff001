package dev.stanchion.transfer;

import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.store.encryption.EncryptionKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Copies a server that runs: look by look while it serves, and the rest once it has ended. As for a
 * {@link StoreCopy}, the target belongs to another cluster until the last step, and the next copy
 * continues one that did not end.
 *
 * <p>Clients, subscriptions and positions change all the time, so they are copied at the end only.
 *
 * <p>Confined to one thread.
 */
public final class FollowingCopy {
    /** About what a source has for a message in addition to its payload. */
    private static final int RECORD_BYTES = 40;

    private static final int TELL_EVERY = 1024;

    private final ServerRecord server;
    private final Findings findings = new Findings();
    private final KeyTest keyTest;
    private final CopyProgress progress;
    private final CopyShard shard = new CopyShard(SystemClocks.CLOCKS);
    private final Store target;
    private final RecoveredState found;
    private final Map<String, FollowedChannel> followed = new HashMap<>();
    private long messages;
    private long bytes;

    /** Whether the last look did not come to its end. */
    private boolean isBrokenOff;

    /**
     * Opens the target.
     *
     * @param server whose data is copied
     * @param into closed by the caller
     * @param keys decrypt every encrypted message, to prove that they are right
     * @throws TransferException if the target is not empty, and no copy that did not end
     */
    public FollowingCopy(
            ServerRecord server,
            CopyTarget into,
            Optional<EncryptionKeys> keys,
            CopyProgress progress) {
        this.server = server;
        this.keyTest = new KeyTest(keys, findings);
        this.progress = progress;
        this.target = into.open(shard);
        this.found = target.recover();
        StoreCopy.requireEmptyOrUnfinished(found);
        target.initialize(StoreCopy.unfinished(server));
    }

    /**
     * Copies what has come since the last look.
     *
     * @return how many messages were new
     * @throws TransferException if the source cannot be read, or does not have any more what the
     *     target has
     */
    public long follow(Source running) {
        isBrokenOff = true;
        long taken = Unreadable.named(() -> take(running, false));
        isBrokenOff = false;
        return taken;
    }

    private long take(Source source, boolean isStopped) {
        OnlyCopy onlyCopy = OnlyCopy.of(source);
        List<SourceChannel> channels = source.channels();
        deleteOthers(
                channels.stream().map(SourceChannel::name).collect(Collectors.toSet()), onlyCopy);
        long taken = 0;
        for (SourceChannel channel : channels) {
            taken +=
                    followed(channel.name())
                            .follow(
                                    channel,
                                    isStopped,
                                    onlyCopy,
                                    keyTest.before(channel.name(), this::count));
        }
        return taken;
    }

    private void count(MsgProtoCursor message) {
        bytes += message.dataLength() + RECORD_BYTES;
        if (++messages % TELL_EVERY == 0) {
            progress.copied(messages, bytes);
        }
    }

    private FollowedChannel followed(String channel) {
        return followed.computeIfAbsent(
                channel,
                name ->
                        new FollowedChannel(
                                name,
                                target,
                                shard,
                                StoreCopy.subscriptionsOf(name, found),
                                findings));
    }

    /**
     * Deletes channels that the server has deleted. Before any channel is followed, those are in
     * the target that a copy which did not end has left.
     */
    private void deleteOthers(Set<String> wanted, OnlyCopy onlyCopy) {
        List<String> gone =
                followed.isEmpty()
                        ? found.channels().stream()
                                .map(RecoveredState.Channel::name)
                                .collect(Collectors.toCollection(ArrayList::new))
                        : new ArrayList<>(followed.keySet());
        gone.removeAll(wanted);
        for (String channel : gone) {
            onlyCopy.requireExpendable(channel);
            StoreCopy.delete(channel, target, shard);
            followed.remove(channel);
        }
    }

    /**
     * Copies the rest of a server that has ended, and completes the target.
     *
     * @throws TransferException if the source has changed meanwhile; then the target stays
     *     incomplete
     */
    public CopyReport finish(Source stopped) {
        return Unreadable.named(() -> {
            take(stopped, true);
            Map<String, CopyReport.Channel> reports = new TreeMap<>();
            for (SourceChannel channel : stopped.channels()) {
                if (isBrokenOff && stopped.mayForget()) {
                    followed(channel.name()).nameMissing(channel);
                }
                reports.put(channel.name(), followed(channel.name()).finish(channel));
            }
            int clients = StoreCopy.copyClients(stopped.clients(), found, target, shard);
            stopped.requireUnchanged();
            target.initialize(server);
            findings.addMissing(stopped.findings());
            return new CopyReport(
                    server.clusterId(), clients, List.copyOf(reports.values()), findings);
        });
    }
}
