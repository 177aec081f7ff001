package dev.stanchion.nats.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Creates TLS contexts of the JDK with a server's key, for Netty's handlers.
 *
 * <p>It does not use Netty's {@code SslContextBuilder}. That class checks first whether
 * BouncyCastle is on the class path. If it is, because of the client, that class loads and
 * registers all of it, which takes longer than the rest of a start with TLS.
 */
final class ServerContext {
    private static final char[] NO_PASSWORD = {};

    private ServerContext() {}

    /**
     * Prepares a server's key and certificate for any number of contexts. The JDK's managers take
     * them from a key store, which never leaves memory. This uses the old type of key store,
     * because the new type encrypts a key with a cipher that is slow on purpose.
     */
    static KeyManager[] keys(PrivateKey key, List<X509Certificate> chain)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        store.setKeyEntry("key", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    /**
     * Makes a context.
     *
     * @param suites the allowed cipher suites
     * @param clients the trust in client certificates; null means that the server does not ask for
     *     them
     */
    static Engines of(KeyManager[] keys, List<String> suites, @Nullable TrustManager clients)
            throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        TrustManager[] trust = clients == null ? new TrustManager[0] : new TrustManager[] {clients};
        context.init(keys, trust, null);
        return new Engines(context, suites);
    }
}
