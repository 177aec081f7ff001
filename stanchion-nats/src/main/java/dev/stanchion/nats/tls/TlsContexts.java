package dev.stanchion.nats.tls;

import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The certificate, its key and the trusted authorities, as they were read from the files.
 * Immutable; safe for use by many threads. After a change of the files, {@link #read} them again.
 */
public final class TlsContexts {
    private final TlsOptions options;
    private final Engines clients;
    private final Engines browsers;
    private final HandshakeRate rate;

    private TlsContexts(TlsOptions options, Engines clients, Engines browsers) {
        this.options = options;
        this.clients = clients;
        this.browsers = browsers;
        this.rate = new HandshakeRate(options.handshakesPerSecond(), 0);
    }

    /**
     * Reads the files.
     *
     * @throws TlsException if one cannot be used, or the certificate and the key do not belong
     *     together
     */
    public static TlsContexts read(TlsOptions options) {
        List<X509Certificate> chain = Certificates.read(options.certificateFile(), "cert file");
        PrivateKey key = PrivateKeys.read(options.keyFile());
        requirePair(
                options.certificateFile(), options.keyFile(), chain.getFirst().getPublicKey(), key);
        Algorithms.curves(options.curves()); // so that a wrong curve is found now
        List<String> suites =
                options.cipherSuites().isEmpty()
                        ? Algorithms.usualSuites()
                        : Algorithms.suites(options.cipherSuites());
        TrustManager trust = options.clientCertificates().areRequired() ? trust(options) : null;
        try {
            KeyManager[] keys = ServerContext.keys(key, chain);
            return new TlsContexts(
                    options,
                    ServerContext.of(keys, suites, trust),
                    ServerContext.of(keys, suites, null));
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsException(
                    "error parsing X509 certificate/key pair: cert file %s with key file %s: %s"
                            .formatted(
                                    options.certificateFile(), options.keyFile(), e.getMessage()),
                    e);
        }
    }

    /** Checks that key and certificate belong together. */
    static void requirePair(
            Path certificateFile, Path keyFile, PublicKey publicKey, PrivateKey key) {
        if (!belong(publicKey, key)) {
            throw new TlsException(
                    "error parsing X509 certificate/key pair: the key of %s is not that of the"
                                    .formatted(keyFile)
                            + " certificate in %s (expected: the server's own certificate first in"
                                    .formatted(certificateFile)
                            + " its file, and the key that it was made for)");
        }
    }

    /**
     * Compares what RSA keys have in common, and signs something with other keys. A signature by
     * RSA would take longer than the rest of a start with TLS before the compiler knows it.
     */
    private static boolean belong(PublicKey publicKey, PrivateKey key) {
        if (publicKey instanceof RSAKey open && key instanceof RSAKey secret) {
            return open.getModulus().equals(secret.getModulus());
        }
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> "Ed25519";
                };
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            byte[] signature = signing.sign();
            Signature checking = Signature.getInstance(algorithm);
            checking.initVerify(publicKey);
            return checking.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // they have different algorithms
        }
    }

    private static TrustManager trust(TlsOptions options) {
        X509ExtendedTrustManager trust = authority(options.authorityFile());
        return options.pinnedKeys().isEmpty()
                ? trust
                : new PinnedTrust(trust, options.pinnedKeys());
    }

    static X509ExtendedTrustManager authority(Path file) {
        try {
            KeyStore store = null;
            if (!file.toString().isEmpty()) {
                store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                List<X509Certificate> authorities = Certificates.read(file, "ca file");
                for (int i = 0; i < authorities.size(); i++) {
                    store.setCertificateEntry("ca" + i, authorities.get(i));
                }
            }
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsException("ca file " + file + ": cannot be trusted: " + e.getMessage(), e);
        }
    }

    public TlsOptions options() {
        return options;
    }

    /** Returns whether another handshake is allowed in this second, and counts it. */
    boolean admitsHandshake(long nowNanos) {
        return rate.admits(nowNanos);
    }

    /**
     * Returns a handler for NATS clients over TCP. It asks for certificates if that is configured.
     */
    public SslHandler forClient(Executor tasks) {
        return configured(clients.ofServer(options.clientCertificates().areRequired()), tasks);
    }

    /**
     * Returns a handler for HTTP. It never asks for a certificate ({@code spec/nats-core.md} 8.3).
     */
    public SslHandler forBrowser(Executor tasks) {
        return configured(browsers.ofServer(false), tasks);
    }

    private SslHandler configured(SSLEngine engine, Executor tasks) {
        SslHandler handler = new OneHandshake(engine, tasks);
        handler.setHandshakeTimeoutMillis(options.timeout().toMillis());
        if (!options.curves().isEmpty()) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setNamedGroups(Algorithms.curves(options.curves()));
            engine.setSSLParameters(parameters);
        }
        return handler;
    }
}
