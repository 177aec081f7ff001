package dev.stanchion.engine;

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
                shard.channels().channels().stream()
                        .map(channel -> ShardPicture.of(channel, Detail.SUBSCRIPTIONS))
                        .toList(),
                shard.publishing().inMessages(),
                shard.publishing().inBytes(),
                shard.delivery().outMessages(),
                shard.delivery().outBytes());
    }

    static EngineSnapshot together(
            String clusterId,
            String serverId,
            String storeType,
            long startedEpochNanos,
            List<EngineSnapshot.Client> clients,
            List<ShardSnapshot> shards) {
        return new EngineSnapshot(
                clusterId,
                serverId,
                storeType,
                startedEpochNanos,
                clients.stream()
                        .sorted(Comparator.comparing(EngineSnapshot.Client::clientId))
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
}
