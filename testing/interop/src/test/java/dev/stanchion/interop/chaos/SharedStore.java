package dev.stanchion.interop.chaos;

import java.util.EnumSet;
import java.util.Set;

/** What several Stanchions can share, and what follows from it. */
enum SharedStore {
    /** A PostgreSQL database and {@code -ft_group}. */
    SQL,
    /**
     * A directory and {@code -ft_group}. The operating system gives the lock of a process to nobody
     * before the process ends, so nobody takes over from one that is paused or cut off.
     */
    FILE,
    /** Streams with three replicas in the cluster that clients are connected to. */
    JETSTREAM;

    /** Returns the troubles in which a group with this store keeps every promise. */
    Set<Trouble.Kind> kinds() {
        return switch (this) {
            case SQL, JETSTREAM -> EnumSet.allOf(Trouble.Kind.class);
            case FILE -> EnumSet.complementOf(EnumSet.of(Trouble.Kind.PAUSE, Trouble.Kind.ISOLATE));
        };
    }
}
