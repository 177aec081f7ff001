package dev.stanchion.transfer;

/** Learns how far a copy has come. Called on the thread of the copy. */
@FunctionalInterface
public interface CopyProgress {
    /** Nobody listens. */
    CopyProgress NONE = (messages, bytes) -> {};

    /**
     * Messages were copied.
     *
     * @param messages all messages so far
     * @param bytes the part of the source that was read so far
     */
    void copied(long messages, long bytes);
}
