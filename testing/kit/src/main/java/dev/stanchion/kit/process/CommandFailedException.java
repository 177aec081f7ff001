package dev.stanchion.kit.process;

import java.util.List;

/** A tool that a test needs did not do its work. */
public final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String output;

    CommandFailedException(List<String> command, String output) {
        super(String.join(" ", command) + ":\n" + output);
        this.output = output;
    }

    /** Returns all that the tool said. */
    public String output() {
        return output;
    }
}
