package dev.stanchion.nats.auth;

import dev.stanchion.nats.wire.Credentials;
import java.util.List;

/**
 * What the server knows about a client that wants to connect. Immutable.
 *
 * @param nonce the nonce of its greeting
 * @param certificateNames the names in the client's certificate, best first; empty if certificates
 *     do not name users
 * @param mapped whether the certificate names the user
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
