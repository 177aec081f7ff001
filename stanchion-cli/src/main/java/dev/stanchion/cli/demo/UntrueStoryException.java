package dev.stanchion.cli.demo;

/** Something did not happen as the story tells it. */
public final class UntrueStoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UntrueStoryException(String what, String expected, String found) {
        super("%s: %s (expected: %s)".formatted(what, found, expected));
    }
}
