package dev.stanchion.store.sql.write;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.sql.database.StoreTime;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tracks an outage of the database. At first publishers wait. After a while the store refuses
 * messages until the database answers again. Confined to the writer.
 */
final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private final StoreTime time;
    private final Duration patience;
    private final Admission admission;
    private long sinceNanos;
    private State state = State.NONE;

    /**
     * The state of the outage. Only {@link #to} changes it: NONE to WAITING to REFUSING, and back
     * to NONE from both.
     */
    private enum State {
        /** The database answers. */
        NONE,
        /** The database does not answer; publishers wait. */
        WAITING,
        /** The database has not answered for too long; the store refuses publishers. */
        REFUSING
    }

    Outage(StoreTime time, Duration patience, Admission admission) {
        this.time = time;
        this.patience = patience;
        this.admission = admission;
    }

    /**
     * Records that the database does not answer.
     *
     * @return true if the publishers have waited long enough
     */
    boolean goesOn(String why) {
        if (state == State.NONE) {
            sinceNanos = time.elapsedNanos();
            to(State.WAITING);
            LOG.warn(
                    "The database does not answer: {}. Publishers wait for up to {} s",
                    why,
                    patience.toSeconds());
        }
        if (state == State.WAITING && lastedNanos() >= patience.toNanos()) {
            to(State.REFUSING);
            admission.refuse(StoreException.Kind.IO, reason(why));
            LOG.error(
                    "The database has not answered for {} s: {}. Publishers are refused until it"
                            + " does",
                    Duration.ofNanos(lastedNanos()).toSeconds(),
                    why);
        }
        return state == State.REFUSING;
    }

    /** Returns the error text for publishers that have waited in vain. */
    String reason(String why) {
        return "the database has not answered for %d s: %s. Try again when it is back"
                .formatted(Duration.ofNanos(lastedNanos()).toSeconds(), why);
    }

    private long lastedNanos() {
        return time.elapsedNanos() - sinceNanos;
    }

    boolean isThere() {
        return state != State.NONE;
    }

    /** Records that the database has answered. */
    void ended() {
        if (state != State.NONE) {
            LOG.info(
                    "The database is back after {} ms", Duration.ofNanos(lastedNanos()).toMillis());
            to(State.NONE);
            admission.open();
        }
    }

    private void to(State next) {
        LOG.debug("Outage: {} to {}", state, next);
        state = next;
    }
}
