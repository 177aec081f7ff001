package dev.stanchion.nats.tls;

/** Which certificate a client must have. */
public enum ClientCertificates {
    NONE,
    /** A client needs a certificate of the configured authority. */
    VERIFIED,
    /** As {@link #VERIFIED}, and the certificate names the user. */
    MAPPED;

    /** Returns whether the server refuses a client without a certificate. */
    public boolean areRequired() {
        return this != NONE;
    }
}
