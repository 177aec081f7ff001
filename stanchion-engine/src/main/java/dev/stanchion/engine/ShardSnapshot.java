package dev.stanchion.engine;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.client.Session;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.subscription.Subscription;
import dev.stanchion.engine.subscription.Terms;
import java.util.Comparator;
import java.util.List;

/** One shard's part of a snapshot, taken on that shard. Immutable. */
record ShardSnapshot(
        List<EngineSnapshot.Channel> channels,
        long inMessages,
        long inBytes,
        long outMessages,
        long outBytes) {
    static ShardSnapshot of(EngineShard shard) {
        return new ShardSnapshot(
                shard.channels().channels().stream().map(ShardSnapshot::channel).toList(),
                shard.publishing().inMessages(),
                shard.publishing().inBytes(),
                shard.delivery().outMessages(),
                shard.delivery().outBytes());
    }

    private static EngineSnapshot.Channel channel(Channel channel) {
        ChannelLog log = channel.messages();
        return new EngineSnapshot.Channel(
                channel.channel(),
                log.messageCount(),
                log.byteCount(),
                log.firstSequence(),
                log.lastSequence(),
                channel.interest().subscriptions().stream()
                        .map(ShardSnapshot::subscription)
                        .toList());
    }

    private static EngineSnapshot.Subscription subscription(Subscription subscription) {
        Terms terms = subscription.terms();
        return new EngineSnapshot.Subscription(
                subscription.id(),
                terms.clientId(),
                terms.inbox(),
                terms.ackInbox(),
                terms.durableName(),
                terms.queueGroup(),
                terms.durable(),
                !subscription.isActive(),
                terms.maxInFlight(),
                terms.ackWaitSeconds(),
                subscription.lastSent(),
                subscription.pending(),
                subscription.isStalled(),
                subscription.isAbsent());
    }

    static EngineSnapshot together(
            String clusterId,
            String serverId,
            String storeType,
            long startedEpochNanos,
            List<Session> sessions,
            List<ShardSnapshot> shards) {
        return new EngineSnapshot(
                clusterId,
                serverId,
                storeType,
                startedEpochNanos,
                sessions.stream()
                        .sorted(Comparator.comparing(Session::clientId))
                        .map(ShardSnapshot::client)
                        .toList(),
                shards.stream()
                        .flatMap(shard -> shard.channels().stream())
                        .sorted(Comparator.comparing(EngineSnapshot.Channel::name))
                        .toList(),
                shards.stream().mapToLong(ShardSnapshot::inMessages).sum(),
                shards.stream().mapToLong(ShardSnapshot::inBytes).sum(),
                shards.stream().mapToLong(ShardSnapshot::outMessages).sum(),
                shards.stream().mapToLong(ShardSnapshot::outBytes).sum());
    }

    private static EngineSnapshot.Client client(Session session) {
        return new EngineSnapshot.Client(
                session.clientId(),
                session.record().heartbeatInbox(),
                session.record().connectionId(),
                session.record().protocol(),
                session.sinceEpochNanos());
    }
}
