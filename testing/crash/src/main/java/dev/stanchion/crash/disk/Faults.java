package dev.stanchion.crash.disk;

/**
 * Decides what goes wrong and when. May end the process or the power from within a call, which then
 * ends with {@link ProcessEnded}.
 */
public interface Faults {
    /** Nothing goes wrong. */
    Faults NEVER = call -> Fault.NONE;

    /** A call is about to be carried out. */
    Fault before(DiskCall call);

    /** A call has been carried out, as far as it was, and is about to return. */
    default void after(DiskCall call) {}
}
