package dev.stanchion.activity.witness;

import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.GuidHash;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.protocol.ControlSubjects;
import dev.stanchion.protocol.PubAckEncoder;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a process tells its followers while it is active. It lives for one term. Safe for use by
 * many threads: each shard has a part of its own.
 */
public final class TermWitness {
    /** 64 MiB of 16 bytes each, for all shards. */
    private static final int MOST_GUIDS = 4 << 20;

    private final Inheritance inheritance;
    private final List<ShardWitness> shards = new ArrayList<>();
    private volatile String requestToken = "";

    /**
     * @param bus of the term
     * @param executors the shards of the term
     */
    TermWitness(
            Inheritance inheritance,
            long epoch,
            String clusterId,
            Bus bus,
            List<? extends ShardExecutor> executors) {
        this.inheritance = inheritance;
        for (ShardExecutor each : executors) {
            Settlements settlements =
                    new Settlements(
                            each,
                            bus.destination(ControlSubjects.settled(clusterId)),
                            epoch,
                            () -> requestToken);
            ShardWitness witness =
                    new ShardWitness(
                            each,
                            settlements,
                            inheritance.settled(),
                            MOST_GUIDS / 2 / executors.size());
            for (long fingerprint : inheritance.early()) {
                witness.learn(fingerprint);
            }
            shards.add(witness);
        }
    }

    /**
     * Wraps the store of the term.
     *
     * @param journal null if the store itself knows the guids of its newest messages
     */
    public Store around(Store store, @Nullable GuidJournal journal) {
        return new WitnessedStore(store, this, journal);
    }

    Inheritance inheritance() {
        return inheritance;
    }

    void requestToken(String token) {
        requestToken = token;
    }

    ShardWitness of(ShardExecutor owner) {
        return shards.get(owner.index());
    }

    /**
     * An answer leaves on a subject. Requests have reply subjects of their own, so the first answer
     * settles one. A refused publish is known by its guid.
     */
    void answers(boolean isFirst, String subject, ByteBuf source, int index, int length) {
        boolean isRefusal = PubAckEncoder.isRefusal(source, index, length);
        if (!isFirst && !isRefusal) {
            return;
        }
        for (ShardWitness each : shards) {
            if (each.shard().isCurrent()) {
                if (isFirst) {
                    each.settlements().answered(GuidHash.of(subject));
                }
                if (isRefusal) {
                    int guid = PubAckEncoder.guidIndex(source, index);
                    int guidLength = PubAckEncoder.guidLength(source, index);
                    each.settlements().answered(GuidHash.of(source, guid, guidLength));
                }
                return;
            }
        }
    }

    /** Tells nothing more. Each shard learns it in its own time. */
    public void end() {
        for (ShardWitness each : shards) {
            each.shard().execute(each.settlements()::end);
        }
    }
}
