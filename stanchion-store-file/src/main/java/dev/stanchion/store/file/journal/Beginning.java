package dev.stanchion.store.file.journal;

import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.disk.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The begin of a run with the files of the last one: it continues them, or sets them aside and
 * begins new ones.
 *
 * @param content the content to write to from now on
 * @param recovered the part of the last run that continues
 */
record Beginning(JournalContent content, RecoveredState recovered) {
    private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);

    /**
     * Where and when.
     *
     * @param lost told, on any thread, when a position cannot be written any more
     */
    record Circumstances(
            JournalFiles files,
            Path directory,
            Clock clock,
            Duration windowWithoutPings,
            Consumer<Throwable> lost) {}

    /** Begins. A file that cannot be read does not keep the server from starting. */
    static Beginning of(Circumstances now) throws IOException {
        try {
            return goOnIfPossible(now);
        } catch (StoreException damaged) {
            LOG.warn(
                    "The session journal is set aside, clients must connect again: {}",
                    damaged.getMessage());
            return anew(now);
        }
    }

    private static Beginning goOnIfPossible(Circumstances now) throws IOException {
        JournalContent found = JournalContent.open(now.files(), now.directory(), now.lost());
        try {
            Belief belief =
                    Belief.of(
                            found.table().clients(),
                            found.table().absentSinceEpochMillis(),
                            found.positions().lastStamp(),
                            Machine.bootId(),
                            now.clock().millis(),
                            now.windowWithoutPings());
            return belief instanceof Belief.GoesOn goesOn
                    ? goOn(found, goesOn)
                    : end(found, (Belief.Ended) belief, now);
        } catch (IOException | RuntimeException e) {
            found.close();
            throw e;
        }
    }

    private static Beginning goOn(JournalContent found, Belief.GoesOn belief) throws IOException {
        found.forget(belief.gone());
        found.takenBack(found.positions().lastStamp().aliveAtEpochMillis());
        RecoveredState recovered = found.recovered();
        found.positions().begin(Machine.bootId());
        LOG.info(
                "Took back {} client(s) and {} channel(s) from the session journal after {} ms:"
                        + " sequences go on, the messages are gone",
                recovered.clients().size(),
                recovered.channels().size(),
                belief.away().toMillis());
        return new Beginning(found, recovered);
    }

    private static Beginning end(JournalContent found, Belief.Ended belief, Circumstances now)
            throws IOException {
        if (found.table().isEmpty()) {
            return with(found); // nothing in it is worth being set aside
        }
        LOG.info(
                "The session journal of the last run is set aside, sequences begin at 1: {}",
                belief.why());
        found.close();
        return anew(now);
    }

    private static Beginning anew(Circumstances now) throws IOException {
        JournalContent.setAside(now.files(), now.directory());
        return with(JournalContent.open(now.files(), now.directory(), now.lost()));
    }

    private static Beginning with(JournalContent nothing) {
        nothing.positions().begin(Machine.bootId());
        return new Beginning(nothing, RecoveredState.NOTHING);
    }
}
