package dev.stanchion.nats.auth;

/** One of the names of a certificate's holder. */
@FunctionalInterface
public interface CertificateName {
    /** Returns whether the configured user has this name. */
    boolean isOf(String user);
}
