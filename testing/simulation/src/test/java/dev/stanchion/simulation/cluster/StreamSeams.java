package dev.stanchion.simulation.cluster;

import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.store.jetstream.cluster.ClusterLink;
import java.util.function.UnaryOperator;

/**
 * The layers around the store of a process: empty, or with a fault that must be found.
 *
 * @param link between the store and its cluster
 * @param log between the process and the channel's log
 */
public record StreamSeams(UnaryOperator<ClusterLink> link, UnaryOperator<ChannelLog> log) {
    public static final StreamSeams PLAIN =
            new StreamSeams(UnaryOperator.identity(), UnaryOperator.identity());

    StreamSeams withLink(UnaryOperator<ClusterLink> altered) {
        return new StreamSeams(altered, log);
    }

    StreamSeams withLog(UnaryOperator<ChannelLog> altered) {
        return new StreamSeams(link, altered);
    }
}
