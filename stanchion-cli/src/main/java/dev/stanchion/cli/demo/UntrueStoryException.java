package dev.stanchion.cli.demo;

/** A scene of the story did not happen as expected. */
public final class UntrueStoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UntrueStoryException(String what, String expected, String found) {
        super("%s: %s (expected: %s)".formatted(what, found, expected));
    }
}
