package dev.stanchion.transfer.gofile;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.protocol.ClientInfo;
import dev.stanchion.protocol.ServerInfo;
import dev.stanchion.protocol.SubState;
import java.util.List;

/** Turns records of the Go server into those of a store. */
public final class GoRecords {
    private static final String DISCOVERY = "_STAN.discover";

    private GoRecords() {}

    /**
     * Keeps the subjects of a server, because live clients still publish to them. Old releases gave
     * each subject another token. Their clients have to connect again.
     */
    static ServerRecord serverOf(ServerInfo info) {
        String cluster = info.clusterId();
        String end = "." + cluster;
        String discovery = info.discovery();
        String prefix =
                discovery.endsWith(end) && discovery.length() > end.length()
                        ? discovery.substring(0, discovery.length() - end.length())
                        : DISCOVERY;
        String token = tokenOf(info.publish());
        boolean isShared =
                !token.isEmpty()
                        && List.of(info.subscribe(), info.unsubscribe(), info.close()).stream()
                                .allMatch(subject -> tokenOf(subject).equals(token));
        return new ServerRecord(cluster, prefix, isShared ? token : cluster);
    }

    private static String tokenOf(String subject) {
        String[] parts = subject.split("\\.", 3);
        return parts.length == 3 ? parts[2] : "";
    }

    /** Returns the record of a client. */
    public static ClientRecord clientOf(ClientInfo info) {
        return new ClientRecord(
                info.id(),
                info.heartbeatInbox(),
                info.connectionId(),
                info.protocol(),
                info.pingInterval(),
                info.pingMaxOut());
    }

    /** Returns the record of a subscription. */
    public static SubscriptionRecord subscriptionOf(SubState state, long lastSent) {
        return new SubscriptionRecord(
                state.id(),
                state.clientId(),
                state.queueGroup(),
                state.inbox(),
                state.ackInbox(),
                state.maxInFlight(),
                state.ackWaitSeconds(),
                state.durableName(),
                lastSent,
                state.durable(),
                state.closed());
    }
}
