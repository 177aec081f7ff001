package dev.stanchion.store.remote;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import java.util.ArrayList;
import java.util.List;

/**
 * Drops messages of a log: those above its limits, those that are too old, and those that an
 * operator removes. If it lacks sizes and times of messages, it has the log fetch them, and goes on
 * when they are there. Owned by the channel's shard.
 */
public final class Retention {
    private final RetainedLog log;
    private final Ledger ledger;
    private final ChannelLimits limits;
    private final List<Outcome<Outcome.Done>> removing = new ArrayList<>();
    private long removedUpTo;
    private long expiredBefore = Long.MIN_VALUE;
    private boolean isFetching;

    public Retention(RetainedLog log, Ledger ledger, ChannelLimits limits) {
        this.log = log;
        this.ledger = ledger;
        this.limits = limits;
    }

    /**
     * Drops what is above the limits, too old, or to be removed. If details are missing, it has
     * them fetched.
     */
    public void drop() {
        long firstBefore = log.firstSequence();
        ledger.dropOver(limits);
        ledger.dropOlder(expiredBefore);
        ledger.dropUpTo(removedUpTo);
        boolean isAny = log.firstSequence() != firstBefore;
        boolean hasExpired = ledger.hasOlder(expiredBefore);
        if (!hasExpired) {
            expiredBefore = Long.MIN_VALUE; // the owner's timer handles later messages
        }
        boolean isUnfinished = ledger.isOver(limits) || hasExpired || ledger.hasUpTo(removedUpTo);
        Block wanted = ledger.wanted(isUnfinished || isAny);
        if (wanted != null && !isFetching) {
            fetchDetails(wanted);
        }
        log.onDropped(isAny);
    }

    private void fetchDetails(Block block) {
        isFetching = true;
        log.fetchDetails(
                block.first(),
                block.last(),
                details -> {
                    isFetching = false;
                    ledger.learn(block, details);
                    drop();
                    deleteRemoved();
                },
                why -> {
                    isFetching = false; // the next append or expiry tries again
                    giveUpRemoving(why);
                });
    }

    /** Removes messages that are older than a time. */
    public void removeOlderThan(long epochNanos) {
        expiredBefore = Math.max(expiredBefore, epochNanos);
        drop();
        trimTail();
    }

    /** Removes durable messages up to and including a sequence. */
    public void removeUpTo(long sequence, Outcome<Outcome.Done> outcome) {
        removing.add(outcome);
        removedUpTo = Math.max(removedUpTo, Math.min(sequence, log.durableSequence()));
        drop();
        trimTail();
        deleteRemoved();
    }

    private void trimTail() {
        log.tail().trim(log.firstSequence(), log.durableSequence());
    }

    /** Has the backend delete what is removed, once all of it is dropped. */
    private void deleteRemoved() {
        if (!ledger.hasUpTo(removedUpTo)) {
            takeRemoving().forEach(log::deleteDropped);
        }
    }

    /** Fails all removals: nobody knows which messages the backend has. */
    private void giveUpRemoving(StoreException why) {
        removedUpTo = 0;
        takeRemoving().forEach(outcome -> outcome.failed(why));
    }

    private List<Outcome<Outcome.Done>> takeRemoving() {
        List<Outcome<Outcome.Done>> all = List.copyOf(removing);
        removing.clear();
        return all;
    }
}
