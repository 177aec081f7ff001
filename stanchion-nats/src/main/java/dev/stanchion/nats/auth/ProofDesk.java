package dev.stanchion.nats.auth;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes proofs away from the event loops. Safe for use by many threads.
 *
 * <p>A bcrypt hash costs a tenth of a second of a core, and anybody may ask for one. So half of the
 * cores compute at most, what waits is bounded, and no address may have more than an eighth of it:
 * one that floods waits for itself. A password that was right is remembered under a key of this
 * process, so that a service which comes back with a hundred connections does not pay a hundred
 * times.
 */
public final class ProofDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProofDesk.class);
    private static final long IDLE_SECONDS = 10;
    private static final int SHARE_OF_ONE_ADDRESS = 8;

    /** What may wait, all addresses together. */
    public static final int DEFAULT_WAITING = 1024;

    private final ThreadPoolExecutor threads;
    private final int maxPerAddress;
    private final KnownPasswords known = new KnownPasswords();
    private final Map<String, Integer> perAddress = new HashMap<>();

    /**
     * @param threads at most; they end when there is nothing to do
     * @param maxWaiting how many proofs may wait for a thread
     */
    public ProofDesk(int threads, int maxWaiting) {
        this.threads =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(maxWaiting),
                        named());
        this.threads.allowCoreThreadTimeOut(true);
        this.maxPerAddress = Math.max(1, maxWaiting / SHARE_OF_ONE_ADDRESS);
    }

    private static ThreadFactory named() {
        var next = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, "nats-auth-" + next.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Whether it is known already that the proof holds. Cheap. */
    public boolean isKnown(Proof proof) {
        return proof instanceof Proof.OfHash(Secret secret, String given)
                && known.contains(secret, given);
    }

    /**
     * Computes a proof, and then tells on a thread of its own whether it holds.
     *
     * @param address whose share of the waiting room it takes
     * @return false if there is no room; nothing is told then
     */
    public boolean prove(Proof proof, String address, Consumer<Boolean> told) {
        if (!enter(address)) {
            return false;
        }
        try {
            threads.execute(() -> compute(proof, address, told));
            return true;
        } catch (RejectedExecutionException e) {
            leave(address);
            return false;
        }
    }

    private synchronized boolean enter(String address) {
        int waiting = perAddress.getOrDefault(address, 0);
        if (waiting >= maxPerAddress) {
            return false;
        }
        perAddress.put(address, waiting + 1);
        return true;
    }

    private synchronized void leave(String address) {
        perAddress.computeIfPresent(address, (key, count) -> count > 1 ? count - 1 : null);
    }

    private void compute(Proof proof, String address, Consumer<Boolean> told) {
        boolean holds = false;
        try {
            // It may have become known while this one waited.
            holds = isKnown(proof) || proof.holds();
            if (holds && proof instanceof Proof.OfHash(Secret secret, String given)) {
                known.add(secret, given);
            }
        } catch (RuntimeException bug) {
            LOG.error("{} could not be checked", proof, bug);
        } finally {
            leave(address);
            told.accept(holds);
        }
    }

    /** Computes nothing any more. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
