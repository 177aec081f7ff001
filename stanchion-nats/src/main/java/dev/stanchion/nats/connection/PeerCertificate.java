package dev.stanchion.nats.connection;

import dev.stanchion.nats.auth.CertificateName;
import dev.stanchion.nats.tls.ClientNames;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * The certificate of a client's handshake. Only the client's own certificate counts, not the chain.
 */
final class PeerCertificate {
    private PeerCertificate() {}

    /** Returns the names of the certificate's holder; none if there is no certificate. */
    static List<CertificateName> namesOf(SslHandler handler) {
        try {
            return ClientNames.of(
                    (X509Certificate) handler.engine().getSession().getPeerCertificates()[0]);
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }
}
