package dev.stanchion.engine.finding;

import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.ShardExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the whole server has found, from what its shards see and from refused clients. */
@ShardOwned
public final class Lookout {
    private static final int LONGEST_NAME = 255;

    private final ShardExecutor shard;
    private final String clusterId;
    private final FindingKinds kinds;
    private final Board board;
    private final NearMisses nearMisses = new NearMisses();
    private final RefusedConnects refused = new RefusedConnects();

    public Lookout(ShardExecutor shard, String clusterId, FindingKinds kinds) {
        this.shard = shard;
        this.clusterId = clusterId;
        this.kinds = kinds;
        this.board = new Board(kinds);
    }

    /** Returns whether it looks for anything. */
    public boolean isOn() {
        return !kinds.isEmpty();
    }

    /** A connection was refused because another one holds its client ID. */
    public void duplicate(String clientId, String wantedBy, String heldBy) {
        refused.duplicate(clientId, wantedBy, heldBy, shard.elapsedNanos());
        refused.of(clientId).ifPresent(finding -> board.add(finding, shard.epochNanos()));
    }

    /** Returns how often connections have wanted a client ID in vain in the last ten minutes. */
    public Optional<Finding.DuplicateId> duplicatesOf(String clientId) {
        return refused.lately(clientId, shard.elapsedNanos());
    }

    /** A client has asked for a cluster that is not here. */
    public void wrongCluster(String asked, String clientId, String from) {
        Finding.WrongClusterId finding =
                new Finding.WrongClusterId(shortened(asked), clusterId, shortened(clientId), from);
        refused.wrongCluster(finding, shard.elapsedNanos());
        board.add(finding, shard.epochNanos());
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
    }

    /** The shards have looked at all channels. {@link #compareNext} and {@link #end} follow. */
    public void begin(List<Seen> seen) {
        List<NearMisses.Side> sides = new ArrayList<>();
        seen.forEach(each -> sides.addAll(each.sides()));
        nearMisses.replace(sides);
    }

    /** Compares the name of one channel with those of others; false if none is left. */
    public boolean compareNext() {
        return kinds.contains(FindingKind.NEAR_MISS_NAME) && nearMisses.compareNext();
    }

    /**
     * Takes all together.
     *
     * @param channels the number of channels
     * @param maxChannels their limit; 0 if there is none
     */
    public void end(List<Seen> seen, int channels, int maxChannels) {
        List<Finding> all = new ArrayList<>();
        seen.forEach(each -> all.addAll(each.found()));
        all.addAll(nearMisses.findings());
        all.addAll(refused.findings(shard.elapsedNanos()));
        if (LimitWatch.isNearlyFull(channels, maxChannels)) {
            all.add(new Finding.LimitNear("", "max_channels", channels, maxChannels, ""));
        }
        board.replace(all, shard.epochNanos());
    }

    /** Returns what holds. */
    public Findings findings() {
        return board.findings();
    }
}
