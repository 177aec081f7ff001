package dev.stanchion.transfer;

/**
 * A place in a source that is not as a healthy server leaves it.
 *
 * @param severity whether something is lost
 * @param place the file and the offset in it, or the channel
 * @param meaning what is wrong and what the copy does about it
 */
public record Finding(Severity severity, String place, String meaning) {
    /** Whether something is lost. */
    public enum Severity {
        /** Messages, positions or clients are lost. */
        LOSS,
        /** Nothing is lost that the Go server would have served. */
        NOTE
    }
}
