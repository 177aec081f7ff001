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

    /** Tells whether what is published while nobody is active is stored and acknowledged late. */
    boolean answersTheGap() {
        return switch (this) {
            case SQL, FILE, JETSTREAM -> false;
        };
    }

    /**
     * Returns the troubles that a group with this store is made for. With the SQL and the FILE
     * store a follower hands over a publish that a broken link has kept from the active, and the
     * active stores it behind later ones of its publisher. So these stores do not promise the order
     * of messages when links break under an active that stays.
     */
    Set<Trouble.Kind> kinds() {
        return switch (this) {
            case SQL -> EnumSet.complementOf(EnumSet.of(Trouble.Kind.CUT, Trouble.Kind.NATS));
            case FILE ->
                    EnumSet.of(
                            Trouble.Kind.KILL,
                            Trouble.Kind.STOP,
                            Trouble.Kind.FOLLOWER,
                            Trouble.Kind.CLIENT);
            case JETSTREAM -> EnumSet.allOf(Trouble.Kind.class);
        };
    }
}
