package dev.stanchion.nats.tls;

/** What is asked of clients. */
public enum ClientCertificates {
    NONE,
    /** A certificate of the configured authority. */
    VERIFIED,
    /** As {@link #VERIFIED}, and the certificate says who the user is. */
    MAPPED;

    /** Whether a client without one is refused. */
    public boolean areRequired() {
        return this != NONE;
    }
}
