package dev.stanchion.crash.disk;

/** The failure of one call. */
public enum Fault {
    NONE,

    /**
     * A write or read moves only the first half of its bytes, and reports that. Other calls
     * succeed.
     */
    SHORT,

    /**
     * The device fails (EIO). Of a write, the first half may have been done; of a force, see the
     * package; of all else, nothing was.
     */
    IO_ERROR,

    /** No room (ENOSPC): a write ends short or without a byte, a force as with a failing device. */
    NO_SPACE
}
