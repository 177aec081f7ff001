package dev.stanchion.store.remote;

import dev.stanchion.engine.spi.StoreException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tracks an outage of the backend. At first publishers wait. After a while the store refuses
 * messages until the backend answers again. Confined to whoever writes.
 */
public final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private final String backend;
    private final LongSupplier elapsedNanos;
    private final Duration patience;
    private final Gate gate;
    private long sinceNanos;
    private State state = State.NONE;

    /** Lets publishers through or refuses them. */
    public interface Gate {
        /** Refuses all messages from now on. */
        void refuse(StoreException.Kind kind, String reason);

        /** Accepts messages again. */
        void open();
    }

    /**
     * The state of the outage. Only {@link #to} changes it: NONE to WAITING to REFUSING, and back
     * to NONE from both.
     */
    private enum State {
        /** The backend answers. */
        NONE,
        /** The backend does not answer; publishers wait. */
        WAITING,
        /** The backend has not answered for too long; the store refuses publishers. */
        REFUSING
    }

    /**
     * @param backend what the store writes to, as errors name it: {@code the database}
     * @param elapsedNanos a monotonic clock
     * @param patience how long publishers wait
     */
    public Outage(String backend, LongSupplier elapsedNanos, Duration patience, Gate gate) {
        this.backend = backend;
        this.elapsedNanos = elapsedNanos;
        this.patience = patience;
        this.gate = gate;
    }

    /**
     * Records that the backend does not answer.
     *
     * @return true if the publishers have waited long enough
     */
    public boolean goesOn(String why) {
        if (state == State.NONE) {
            sinceNanos = elapsedNanos.getAsLong();
            to(State.WAITING);
            LOG.warn(
                    "{} does not answer: {}. Publishers wait for up to {} s",
                    capitalized(),
                    why,
                    patience.toSeconds());
        }
        if (state == State.WAITING && lastedNanos() >= patience.toNanos()) {
            to(State.REFUSING);
            gate.refuse(StoreException.Kind.IO, reason(why));
            LOG.error(
                    "{} has not answered for {} s: {}. Publishers are refused until it does",
                    capitalized(),
                    Duration.ofNanos(lastedNanos()).toSeconds(),
                    why);
        }
        return state == State.REFUSING;
    }

    /** Returns the error text for publishers that have waited in vain. */
    public String reason(String why) {
        return "%s has not answered for %d s: %s. Try again when it is back"
                .formatted(backend, Duration.ofNanos(lastedNanos()).toSeconds(), why);
    }

    private long lastedNanos() {
        return elapsedNanos.getAsLong() - sinceNanos;
    }

    /** Tells whether the backend does not answer at present. */
    public boolean isThere() {
        return state != State.NONE;
    }

    /** Records that the backend has answered. */
    public void ended() {
        if (state != State.NONE) {
            LOG.info(
                    "{} is back after {} ms",
                    capitalized(),
                    Duration.ofNanos(lastedNanos()).toMillis());
            to(State.NONE);
            gate.open();
        }
    }

    private String capitalized() {
        return Character.toUpperCase(backend.charAt(0)) + backend.substring(1);
    }

    private void to(State next) {
        LOG.debug("Outage: {} to {}", state, next);
        state = next;
    }
}
