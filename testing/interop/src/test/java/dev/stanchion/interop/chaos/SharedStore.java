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

    /** Returns the troubles that a group with this store is made for. */
    Set<Trouble.Kind> kinds() {
        return switch (this) {
            case SQL, JETSTREAM -> EnumSet.allOf(Trouble.Kind.class);
            case FILE -> EnumSet.complementOf(EnumSet.of(Trouble.Kind.PAUSE, Trouble.Kind.ISOLATE));
        };
    }

    /**
     * Returns the troubles in which it keeps every promise. A nats-server that is killed may be the
     * one to which all members are connected; then nobody receives what clients publish.
     */
    Set<Trouble.Kind> usualKinds() {
        Set<Trouble.Kind> usual = EnumSet.copyOf(kinds());
        usual.remove(Trouble.Kind.NATS);
        if (this == FILE) {
            usual.remove(Trouble.Kind.CUT);
        }
        return usual;
    }
}
