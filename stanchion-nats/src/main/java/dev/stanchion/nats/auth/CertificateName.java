package dev.stanchion.nats.auth;

/** One of the names of a certificate's holder. */
@FunctionalInterface
public interface CertificateName {
    /** Whether the configured user is called that. */
    boolean isOf(String user);
}
