package dev.stanchion.store.file.check;

import java.nio.file.Path;

/**
 * Something about a file that is not as it was written. Immutable.
 *
 * @param offset where in the file
 * @param meaning what that is, and what it costs
 * @param remedy what helps
 */
public record Finding(Severity severity, Path file, long offset, String meaning, String remedy) {
    /** How bad it is. */
    public enum Severity {
        /** Usual after a kill or a power loss: nothing is lost that anybody was told of. */
        HARMLESS,
        /** Something is lost, or may be. */
        DAMAGE
    }
}
