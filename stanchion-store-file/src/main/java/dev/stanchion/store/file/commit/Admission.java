package dev.stanchion.store.file.commit;

import dev.stanchion.engine.spi.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Whether the store takes messages at present, and if not, why. Safe for use by many threads:
 * shards look at one reference for each message, the store's own threads change it.
 */
public final class Admission {
    private volatile @Nullable Refusal end;
    private volatile @Nullable Refusal failure;
    private volatile @Nullable Refusal noSpace;

    private record Refusal(StoreException.Kind kind, String reason) {}

    /** Returns why a message cannot be stored now; null if it can. */
    public @Nullable StoreException refusal(String channel) {
        Refusal current = failure;
        if (current == null) {
            current = noSpace;
        }
        if (end != null) {
            current = end;
        }
        return current == null
                ? null
                : new StoreException(current.kind(), "append", channel, current.reason());
    }

    /** Nothing will be written any more; for good. */
    public void ended(String reason) {
        end = new Refusal(StoreException.Kind.FENCED, reason);
    }

    /** Nothing can be written; the log describes what the store does about it. */
    void failed(StoreException.Kind kind, String reason) {
        failure = new Refusal(kind, reason);
    }

    void worksAgain() {
        failure = null;
    }

    /** The disk is about to be full; tells whether that is new. */
    boolean full(String reason) {
        boolean isNew = noSpace == null;
        noSpace = new Refusal(StoreException.Kind.FULL, reason);
        return isNew;
    }

    /** There is space; tells whether that is new. */
    boolean hasSpace() {
        boolean isNew = noSpace != null;
        noSpace = null;
        return isNew;
    }

    public boolean isFull() {
        return noSpace != null;
    }
}
