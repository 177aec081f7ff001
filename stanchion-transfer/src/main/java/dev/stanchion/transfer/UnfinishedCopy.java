package dev.stanchion.transfer;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import java.util.Comparator;
import java.util.List;

/**
 * What a copy that did not end has left in its target. If its source is gone, this is all that is
 * left, and it can be made a store of its own.
 */
public final class UnfinishedCopy {
    private static final LogListener NOBODY =
            new LogListener() {
                @Override
                public void onDurable(long sequence) {}

                @Override
                public void onInserted(int count) {}

                @Override
                public void onLost(StoreException why) {}
            };

    private UnfinishedCopy() {}

    /**
     * Reads everything back, and gives the target to its cluster.
     *
     * @param clusterId whose copy it is
     * @param into closed by the caller
     * @throws TransferException if the target is no unfinished copy of the cluster
     */
    public static CopyReport complete(String clusterId, CopyTarget into) {
        CopyShard shard = new CopyShard(SystemClocks.CLOCKS);
        return Unreadable.named(() -> complete(clusterId, into.open(shard), shard));
    }

    private static CopyReport complete(String clusterId, Store target, CopyShard shard) {
        RecoveredState found = target.recover();
        ServerRecord server =
                StoreCopy.unfinishedOf(clusterId, found)
                        .orElseThrow(() ->
                                new TransferException(
                                        "the target has no unfinished copy of cluster " + clusterId,
                                        "Name the target and the cluster ID of the copy that did"
                                                + " not end, or leave out --complete."));
        Findings findings = new Findings();
        List<CopyReport.Channel> channels =
                found.channels().stream()
                        .sorted(Comparator.comparing(RecoveredState.Channel::name))
                        .map(channel -> readBack(channel, target, shard, findings))
                        .toList();
        findings.loss(
                "cluster " + clusterId,
                "what the copy had not taken when it ended is not in the target");
        target.initialize(server);
        return new CopyReport(clusterId, found.clients().size(), channels, findings);
    }

    private static CopyReport.Channel readBack(
            RecoveredState.Channel channel, Store target, CopyShard shard, Findings findings) {
        Awaited<ChannelStore> opened = new Awaited<>();
        target.openChannel(channel.name(), ChannelLimits.UNLIMITED, shard, NOBODY, opened);
        ChannelLog log = opened.on(shard).messages();
        ChannelTally tally = new ChannelTally();
        WholeLog.read(
                log,
                shard,
                tally::addKept,
                lost -> findings.lostMessages(channel.name(), lost, lost));
        return tally.toReport(channel.name(), new SourceSubscriptions(0, channel.subscriptions()));
    }
}
