package dev.stanchion.nats.connection;

import dev.stanchion.nats.auth.Authentication;
import dev.stanchion.nats.auth.Authenticator;
import dev.stanchion.nats.auth.CredentialVerifier;
import dev.stanchion.nats.auth.Nonces;
import dev.stanchion.nats.tls.ClientCertificates;
import dev.stanchion.nats.tls.Tls;
import dev.stanchion.nats.tls.TlsContexts;
import dev.stanchion.nats.tls.TlsOptions;
import dev.stanchion.nats.wire.ServerInfo.Protection;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The security rules of a server, and the threads for TLS and password checks. Safe for use by many
 * threads; everything that can change is in one reference.
 */
public final class Security implements AutoCloseable {
    private static final Duration AUTH_TIMEOUT = Duration.ofSeconds(2);
    private static final long IDLE_SECONDS = 10;

    /** How many handshakes may wait for a thread. Further ones fail, and clients try again. */
    private static final int MAX_TLS_TASKS = 4096;

    private final CredentialVerifier verifier;
    private final Nonces nonces = new Nonces(new SecureRandom());
    private final ThreadPoolExecutor tlsTasks;
    private volatile InForce inForce;

    /**
     * The current rules for connections.
     *
     * @param tls null if there is no TLS
     */
    public record InForce(
            Authentication authentication, Authenticator authenticator, @Nullable TlsContexts tls) {
        /** Reads the files that the encryption names. */
        public static InForce read(Authentication authentication, Tls encryption) {
            TlsContexts tls =
                    encryption instanceof TlsOptions options ? TlsContexts.read(options) : null;
            return new InForce(authentication, new Authenticator(authentication), tls);
        }

        /** Returns whether a client must encrypt before it sends anything. */
        boolean mustEncrypt() {
            return tls != null && !tls.options().plainAllowed();
        }

        boolean mapsCertificates() {
            return tls != null && tls.options().clientCertificates() == ClientCertificates.MAPPED;
        }

        public long authTimeoutNanos() {
            Duration configured = authentication().timeout();
            if (!configured.isZero()) {
                return configured.toNanos();
            }
            return (tls == null ? AUTH_TIMEOUT : tls.options().timeout().plusSeconds(1)).toNanos();
        }

        public Protection protection() {
            return new Protection(
                    authentication().isRequired() && authentication().noAuthUser().isEmpty(),
                    mustEncrypt(),
                    tls != null && tls.options().clientCertificates().areRequired(),
                    tls != null && !mustEncrypt());
        }
    }

    public Security(Authentication authentication) {
        int cores = Runtime.getRuntime().availableProcessors();
        verifier =
                new CredentialVerifier(Math.max(1, cores / 2), CredentialVerifier.DEFAULT_WAITING);
        tlsTasks = tlsThreads(cores);
        // The first change brings the content of the files. Nobody can connect before that.
        inForce = InForce.read(authentication, Tls.OFF);
    }

    private static ThreadPoolExecutor tlsThreads(int threads) {
        var next = new AtomicInteger();
        var executor =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(MAX_TLS_TASKS),
                        task -> {
                            var thread = new Thread(task, "nats-tls-" + next.getAndIncrement());
                            thread.setDaemon(true);
                            return thread;
                        });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    public InForce inForce() {
        return inForce;
    }

    public void change(InForce changed) {
        inForce = changed;
    }

    /** Returns the nonce for a new client; empty if no user has a key. */
    String nextNonce() {
        return inForce.authentication().hasKeys() ? nonces.next() : "";
    }

    /** Returns the threads that compute hashes of passwords. */
    public CredentialVerifier verifier() {
        return verifier;
    }

    /** Returns the threads for the long computations of a handshake. */
    public Executor tlsTasks() {
        return tlsTasks;
    }

    /** Ends the threads. */
    @Override
    public void close() {
        verifier.close();
        tlsTasks.shutdownNow();
    }
}
