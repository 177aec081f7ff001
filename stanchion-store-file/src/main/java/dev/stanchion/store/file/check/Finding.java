package dev.stanchion.store.file.check;

import java.nio.file.Path;

/**
 * A place in a file that is not as it was written. Immutable.
 *
 * @param offset the offset in the file
 * @param meaning the damage and its effect
 * @param remedy the action that helps
 */
public record Finding(Severity severity, Path file, long offset, String meaning, String remedy) {
    /** The severity of a finding. */
    public enum Severity {
        /** Usual after a kill or a power loss: nothing is lost that anybody was told of. */
        HARMLESS,
        /** Something is lost, or may be. */
        DAMAGE
    }
}
