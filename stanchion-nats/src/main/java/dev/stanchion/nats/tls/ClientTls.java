package dev.stanchion.nats.tls;

import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What encrypts a connection to another server: whom to trust, and the own certificate, as they
 * were read from the files. Immutable; safe for use by many threads.
 */
public final class ClientTls {
    private final ClientTlsOptions options;
    private final Engines engines;

    private ClientTls(ClientTlsOptions options, Engines engines) {
        this.options = options;
        this.engines = engines;
    }

    /**
     * Reads the files.
     *
     * @throws TlsException if one cannot be used, or the certificate and the key do not belong
     *     together
     */
    public static ClientTls read(ClientTlsOptions options) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager trust =
                    options.trustsAnybody()
                            ? new TrustInAnybody()
                            : TlsContexts.authority(options.authorityFile());
            context.init(keys(options), new TrustManager[] {trust}, null);
            return new ClientTls(options, new Engines(context, Algorithms.usualSuites()));
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsException(
                    "error parsing X509 certificate/key pair: cert file %s with key file %s: %s"
                            .formatted(
                                    options.certificateFile(), options.keyFile(), e.getMessage()),
                    e);
        }
    }

    private static KeyManager[] keys(ClientTlsOptions options)
            throws GeneralSecurityException, IOException {
        if (!options.hasCertificate()) {
            return new KeyManager[0];
        }
        List<X509Certificate> chain = Certificates.read(options.certificateFile(), "cert file");
        PrivateKey key = PrivateKeys.read(options.keyFile());
        TlsContexts.requirePair(
                options.certificateFile(), options.keyFile(), chain.getFirst().getPublicKey(), key);
        return ServerContext.keys(key, chain);
    }

    /**
     * Returns what encrypts one connection.
     *
     * @param host as the server was named, which its certificate has to bear
     * @param tasks what a handshake computes that takes long
     */
    public SslHandler forServer(String host, int port, Executor tasks) {
        String name = options.serverName().isEmpty() ? host : options.serverName();
        SSLEngine engine = engines.ofClient(name, port);
        if (!options.trustsAnybody()) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
        }
        return new SslHandler(engine, tasks);
    }

    /** For those who say that certificates do not matter to them. */
    private static final class TrustInAnybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
