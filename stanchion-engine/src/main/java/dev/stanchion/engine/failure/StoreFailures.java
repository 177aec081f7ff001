package dev.stanchion.engine.failure;

import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.RepeatedFailure;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Logs the failures of the store for a shard, once for each kind of reason. A full or failing disk
 * fails for every message of every channel, and one line is enough.
 */
@ShardOwned
public final class StoreFailures {
    private final ShardExecutor shard;
    private final String what;
    private final Consumer<String> tellGoingOn;
    private final Consumer<String> tellOver;
    private final Map<StoreException.Kind, RepeatedFailure> byKind =
            new EnumMap<>(StoreException.Kind.class);
    private boolean isEnded;
    private String lastDetail = "";
    private long lastNanos;

    /**
     * @param what the beginning of a sentence about the failure: {@code Messages are refused}
     * @param tellGoingOn writes a line of the log
     * @param tellOver writes a line when the failure is over
     */
    public StoreFailures(
            ShardExecutor shard,
            String what,
            Consumer<String> tellGoingOn,
            Consumer<String> tellOver) {
        this.shard = shard;
        this.what = what;
        this.tellGoingOn = tellGoingOn;
        this.tellOver = tellOver;
    }

    /** It has happened for this reason. */
    public void happened(StoreException why) {
        happened(String.valueOf(why.getMessage()), why);
    }

    /** It has happened, with these particulars. */
    public void happened(String detail, StoreException why) {
        assert shard.isCurrent();
        RepeatedFailure known = byKind.get(why.kind());
        if (known == null) {
            known =
                    new RepeatedFailure(
                            what, RepeatedFailure.Time.of(shard), tellGoingOn, tellOver);
            byKind.put(why.kind(), known);
            if (isEnded) {
                known.end();
            }
        }
        known.happened(detail);
        lastDetail = detail;
        lastNanos = shard.elapsedNanos();
    }

    /** Returns what has failed within this time, as a sentence; empty if nothing has. */
    public String within(long nanos) {
        return lastDetail.isEmpty() || shard.elapsedNanos() - lastNanos > nanos
                ? ""
                : what + ": " + lastDetail;
    }

    /** The engine closes, and leaves no timer behind; the store may still fail. */
    public void end() {
        isEnded = true;
        byKind.values().forEach(RepeatedFailure::end);
    }
}
