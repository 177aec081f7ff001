package dev.stanchion.cli.takeover;

import dev.stanchion.cli.takeover.OldServer.Sign;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.encryption.EncryptionKeys;
import dev.stanchion.transfer.CopyProgress;
import dev.stanchion.transfer.CopyReport;
import dev.stanchion.transfer.CopyTarget;
import dev.stanchion.transfer.FollowingCopy;
import dev.stanchion.transfer.Source;
import dev.stanchion.transfer.TransferException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * A takeover: copies while the old server serves, catches up, waits until the old server has ended,
 * and copies the rest.
 *
 * <p>The old server is never changed. Until it has been stopped, it serves as before, whatever
 * happens here; afterwards it can be started again on its store. Confined to one thread.
 */
final class TakeoverRun {
    private static final int MOST_LOOKS = 100;
    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long ADDRESS_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long BETWEEN_SIGNS_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final String START_AGAIN =
            "The store of the old server is untouched: start the old server again, and then the"
                    + " takeover, which continues.";

    private static final String FORGOTTEN =
            "What the old server had in memory is lost, except what the target has: to keep that,"
                    + " complete the target with 'stanchion import' and --complete.";
    private static final String WAY_BACK =
            "To go back, start it again on its store, which stays as it is.";
    private static final String NO_WAY_BACK =
            "What it has in memory ends with it, except what is copied.";

    private final OldServer server;
    private final OldStore store;
    private final Options options;
    private final Steps steps;
    private final LongSupplier clock;
    private final CopyProgress progress;
    private boolean hasLeft;
    private long leftAt;

    /**
     * How a takeover is done.
     *
     * @param clusterId of the old server
     * @param keys that decrypt its messages
     * @param stop how it is stopped; empty if a person does it
     * @param mostPause the old server is not stopped while a look takes longer
     * @param patience how long it may take to end
     * @param needsAddress whether the new server has a NATS server of its own, which may listen at
     *     the address of the old one
     */
    record Options(
            String clusterId,
            Optional<EncryptionKeys> keys,
            Optional<StopCommand> stop,
            Duration mostPause,
            Duration patience,
            boolean needsAddress) {}

    TakeoverRun(
            OldServer server,
            OldStore store,
            Options options,
            Steps steps,
            LongSupplier clock,
            CopyProgress progress) {
        this.server = server;
        this.store = store;
        this.options = options;
        this.steps = steps;
        this.clock = clock;
        this.progress = progress;
    }

    /** Requires that the old server serves. */
    void requireServing(String url) {
        switch (server.look()) {
            case SERVES -> {}
            case REFUSED ->
                    throw new TransferException(
                            "nothing listens at " + url,
                            "Check the URL. If the old server has ended, use 'stanchion import'.");
            case LEFT, SILENT ->
                    throw new TransferException(
                            "no server of cluster '%s' answers at %s"
                                    .formatted(options.clusterId(), url),
                            "Check --cluster and the URL. If the old server has ended, use"
                                    + " 'stanchion import'.");
        }
    }

    /**
     * Requires that a store is that of the old server.
     *
     * @return the identity of the old server
     */
    ServerRecord requireItsOwn(Source source, String url) {
        ServerRecord found = source.server();
        if (!found.clusterId().equals(options.clusterId())) {
            throw new TransferException(
                    "%s belongs to cluster '%s', not to '%s'"
                            .formatted(store.shown(), found.clusterId(), options.clusterId()),
                    "Name the store of the server at %s.".formatted(url));
        }
        return found;
    }

    /** Takes over everything into a target, and closes it. */
    CopyReport into(CopyTarget target, ServerRecord identity) {
        try (target) {
            FollowingCopy copy = new FollowingCopy(identity, target, options.keys(), progress);
            catchUp(copy);
            if (options.stop().isPresent()) {
                stopByCommand(copy, options.stop().get());
            } else {
                awaitPerson(copy);
            }
            return finish(copy);
        }
    }

    private void catchUp(FollowingCopy copy) {
        steps.tell(
                "copy",
                "The old server serves as before. If the takeover ends now, nothing has changed;"
                        + " start it again, and it continues.");
        for (int look = 1; look <= MOST_LOOKS; look++) {
            long nanos = look(copy, look == 1 ? "copy" : "catch up");
            requireNotEnded();
            if (look > 1 && nanos <= options.mostPause().toNanos()) {
                return;
            }
        }
        throw new TransferException(
                "the copy does not catch up: each of %d looks took longer than %d ms"
                        .formatted(MOST_LOOKS, options.mostPause().toMillis()),
                "The old server serves as before. Take over while less is published, or allow a"
                        + " longer --max-pause.");
    }

    /** Returns how long it took. */
    private long look(FollowingCopy copy, String step) {
        long start = clock.getAsLong();
        long taken;
        try (Source source = store.look()) {
            taken = copy.follow(source);
        }
        long nanos = clock.getAsLong() - start;
        tell(step, taken, nanos);
        return nanos;
    }

    private void tell(String step, long taken, long nanos) {
        double seconds = nanos / 1e9;
        steps.tell(
                step,
                String.format(
                        Locale.ROOT,
                        "%,d message(s) in %.2f s, %,.0f per second",
                        taken,
                        seconds,
                        taken / Math.max(seconds, 1e-3)),
                taken,
                TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    private void requireNotEnded() {
        Sign sign = server.look();
        if (sign == Sign.LEFT || sign == Sign.REFUSED) {
            throw new TransferException(
                    "the old server has ended by itself during the copy", startAgain());
        }
    }

    private String startAgain() {
        return store.hasPositions() ? START_AGAIN : FORGOTTEN;
    }

    private String wayBack() {
        return store.hasPositions() ? WAY_BACK : NO_WAY_BACK;
    }

    private void stopByCommand(FollowingCopy copy, StopCommand command) {
        steps.tell(
                "switch",
                "Stopping the old server: %s. %s".formatted(command.command(), wayBack()));
        long start = clock.getAsLong();
        if (!store.hasPositions()) {
            look(copy, "last look");
        }
        command.run(options.patience());
        while (!hasEnded()) {
            requirePatience(start);
            LockSupport.parkNanos(BETWEEN_SIGNS_NANOS);
        }
        tellPause("The old server has ended, %d ms after the command.", start);
    }

    private void awaitPerson(FollowingCopy copy) {
        steps.tell(
                "switch",
                "Stop the old server now. The takeover waits until it has ended, at most %d s. %s"
                        .formatted(options.patience().toSeconds(), wayBack()));
        long start = clock.getAsLong();
        while (!hasEnded()) {
            requirePatience(start);
            follow(copy);
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        steps.tell("switch", "The old server has ended.");
    }

    /** Keeps the rest small. The old server may end at any moment, so a look may fail. */
    private void follow(FollowingCopy copy) {
        try (Source source = store.look()) {
            copy.follow(source);
        } catch (TransferException | StoreException e) {
            if (server.look() == Sign.SERVES) {
                throw e;
            }
        }
    }

    private void requirePatience(long start) {
        if (clock.getAsLong() - start > options.patience().toNanos()) {
            throw new TransferException(
                    "the old server has not ended after %d s"
                            .formatted(options.patience().toSeconds()),
                    store.hasPositions()
                            ? "Nothing is lost. If it still serves, start the takeover again; if it"
                                    + " does not, end its process, and start it again on its store."
                            : "If it still serves, start the takeover again. If it does not: "
                                    + FORGOTTEN);
        }
    }

    private boolean hasEnded() {
        Sign sign = server.look();
        boolean isGone = sign == Sign.REFUSED || (sign == Sign.LEFT && isEnough());
        return isGone && !store.isInUse();
    }

    /** An embedded NATS server ends just behind its streaming server; another one stays. */
    private boolean isEnough() {
        long now = clock.getAsLong();
        if (!hasLeft) {
            hasLeft = true;
            leftAt = now;
        }
        return !options.needsAddress() || now - leftAt > ADDRESS_PATIENCE_NANOS;
    }

    private void tellPause(String text, long start) {
        long millis = TimeUnit.NANOSECONDS.toMillis(clock.getAsLong() - start);
        steps.tell("switch", text.formatted(millis), 0, millis);
    }

    private CopyReport finish(FollowingCopy copy) {
        long start = clock.getAsLong();
        try (Source source = store.stopped()) {
            CopyReport report = copy.finish(source);
            tellPause("Copied the rest and all positions in %d ms.", start);
            return report;
        } catch (TransferException e) {
            throw new TransferException(
                    String.valueOf(e.getMessage()), e.remedy() + " " + startAgain(), e);
        } catch (StoreException e) {
            throw new TransferException(String.valueOf(e.getMessage()), startAgain(), e);
        }
    }
}
