package dev.stanchion.nats.auth;

import dev.stanchion.nats.wire.Credentials;
import java.util.List;

/**
 * What is known of a client that wants to come in. Immutable.
 *
 * @param nonce that it was greeted with
 * @param certificateNames what the client's certificate may be known by, best first; empty if users
 *     are not found by certificates
 * @param mapped whether users are found by certificates
 */
public record Claim(
        Credentials credentials,
        ConnectionType type,
        String nonce,
        boolean mapped,
        List<CertificateName> certificateNames) {
    public Claim {
        certificateNames = List.copyOf(certificateNames);
    }
}
