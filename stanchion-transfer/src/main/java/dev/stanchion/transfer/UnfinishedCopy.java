package dev.stanchion.transfer;

import dev.stanchion.engine.spi.ServerRecord;
import java.util.List;

/**
 * What a copy that did not end has left in its target. If its source is gone, this is all that is
 * left, and it can be made a store of its own.
 */
public final class UnfinishedCopy {
    private UnfinishedCopy() {}

    /**
     * Reads everything back, and gives the target to its cluster.
     *
     * @param clusterId whose copy it is
     * @param into closed by the caller
     * @throws TransferException if the target is no unfinished copy of the cluster
     */
    public static CopyReport complete(String clusterId, CopyTarget into) {
        return Unreadable.named(() -> complete(clusterId, new StoreSource(into)));
    }

    private static CopyReport complete(String clusterId, StoreSource copy) {
        ServerRecord server =
                StoreCopy.unfinishedOf(clusterId, copy.state())
                        .orElseThrow(() ->
                                new TransferException(
                                        "the target has no unfinished copy of cluster " + clusterId,
                                        "Name the target and the cluster ID of the copy that did"
                                                + " not end, or leave out --complete."));
        List<CopyReport.Channel> channels =
                copy.channels().stream().map(UnfinishedCopy::readBack).toList();
        copy.findings()
                .loss(
                        "cluster " + clusterId,
                        "what the copy had not taken when it ended is not in the target");
        copy.becomes(server);
        return new CopyReport(clusterId, copy.clients().size(), channels, copy.findings());
    }

    private static CopyReport.Channel readBack(SourceChannel channel) {
        ChannelTally tally = new ChannelTally();
        channel.readMessages(tally::addKept);
        return tally.toReport(channel.name(), channel.readSubscriptions());
    }
}
