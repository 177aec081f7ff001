package dev.stanchion.nats.link;

/**
 * Reports that no server accepts the link, or that a file or a setting for the connection is
 * invalid.
 */
public final class LinkException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * @param message the text for an operator, without secrets
     */
    public LinkException(String message) {
        super(message);
    }
}
