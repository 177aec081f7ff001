package dev.stanchion.crash.disk;

/**
 * Decides which calls fail. May end the process or the power during a call, which then ends with
 * {@link ProcessEnded}.
 */
public interface Faults {
    /** No call fails. */
    Faults NEVER = call -> Fault.NONE;

    /** A call is about to be carried out. */
    Fault before(DiskCall call);

    /** A call has been carried out, as far as it was, and is about to return. */
    default void after(DiskCall call) {}
}
