package dev.stanchion.store.file.recordlog;

/**
 * A record has a name in it that no client can use any more: it was taken when names had no bound.
 */
public final class OverlongTextException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    OverlongTextException(int textBytes) {
        super("record: a name of %d bytes".formatted(textBytes));
    }
}
