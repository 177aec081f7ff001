package dev.stanchion.nats.link;

/** No server takes the link in, or what it needs for that cannot be read. */
public final class LinkException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * @param message what a person reads; holds no secrets
     */
    public LinkException(String message) {
        super(message);
    }
}
