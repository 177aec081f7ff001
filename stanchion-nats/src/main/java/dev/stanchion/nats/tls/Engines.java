package dev.stanchion.nats.tls;

import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * Makes the engines of connections, all with the same keys, trust and cipher suites. Immutable;
 * safe for use by many threads.
 *
 * <p>It does the work of Netty's {@code JdkSslContext}. The superclass of that class names classes
 * of OpenSSL that no jar completes, so no AOT cache keeps them, and every start would search the
 * class path for them before it does anything else.
 */
final class Engines {
    private static final String[] PROTOCOLS = Algorithms.PROTOCOLS.toArray(String[]::new);

    private final SSLContext context;
    private final String[] suites;

    /**
     * Keeps those of the suites that the context has.
     *
     * @param context initialized with keys and trust
     */
    Engines(SSLContext context, List<String> suites) {
        Set<String> supported = Set.of(context.getSupportedSSLParameters().getCipherSuites());
        this.context = context;
        this.suites = suites.stream().filter(supported::contains).toArray(String[]::new);
    }

    /** Returns an engine for the server's end of a connection. */
    SSLEngine ofServer(boolean requiresClientCertificate) {
        SSLEngine engine = prepared(context.createSSLEngine(), false);
        engine.setNeedClientAuth(requiresClientCertificate);
        return engine;
    }

    /** Returns an engine for the client's end of a connection to this host. */
    SSLEngine ofClient(String host, int port) {
        return prepared(context.createSSLEngine(host, port), true);
    }

    private SSLEngine prepared(SSLEngine engine, boolean isClient) {
        engine.setEnabledCipherSuites(suites);
        engine.setEnabledProtocols(PROTOCOLS);
        engine.setUseClientMode(isClient);
        return engine;
    }
}
