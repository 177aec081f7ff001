package dev.stanchion.store.file.delivery;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.SubscriptionRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deliveries and acknowledgements of one shard's subscriptions, frame by frame: one for each
 * batch, written before any message of the batch leaves. Owned by the shard.
 *
 * <p>Two regions take turns. One is free once the catalog contains all of its records. The keeper
 * sees to that, and makes the region ready, so that the shard does not have to wait for a page. A
 * disk that hangs makes the keeper hang. The shard continues in its region for a while, and then
 * stops writing until the keeper answers: it marks its region as incomplete.
 */
public final class DeliveryLog {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLog.class);

    /** Frames go to the other region after this time, when their pages may have been written. */
    private static final long FRESH_NANOS = 5_000_000_000L;

    /** Well before the system, by itself, begins to write a page that was made ready before. */
    private static final long PATIENCE_NANOS = 15_000_000_000L;

    private final ShardExecutor owner;
    private final Keeper keeper;
    private final DeliveryFrame frame = new DeliveryFrame();
    private final List<Progress> open = new ArrayList<>();
    private final Runnable endOfBatch = this::batchEnds;
    private final long run;
    private final boolean hasFiles;
    private @Nullable DeliveryRegion current;
    private @Nullable DeliveryRegion spare;
    private @Nullable DeliveryRegion used;
    private Runnable upToDate = () -> {};
    private long last;
    private long lastMissing;
    private long askedAtNanos;
    private boolean isAsking;
    private boolean isScheduled;
    private boolean hasEnded;

    /** The keeper of the catalog, as far as a log needs it. Safe for use by many threads. */
    interface Keeper {
        /**
         * Answers on the shard when the catalog says all that it was given before, and the region
         * is ready; the answer is false if that cannot be.
         */
        void free(@Nullable DeliveryRegion region, ShardExecutor owner, Answer answer);

        /** From now on frames are missing, for as long as this run takes. */
        void cannotRecord(Throwable why);
    }

    /** Gets the result of the work on a region. */
    interface Answer {
        void freed(boolean isFree);
    }

    /**
     * @param run in which it is written, from 1
     * @param regions two that are ready, or none if there can be none
     */
    DeliveryLog(ShardExecutor owner, long run, List<DeliveryRegion> regions, Keeper keeper) {
        this.owner = owner;
        this.run = run;
        this.keeper = keeper;
        last = beforeRun(run);
        hasFiles = regions.size() == 2;
        if (hasFiles) {
            spare = regions.get(0);
            used = regions.get(1);
        }
    }

    /**
     * Returns whether it had files to write to when it was created. Safe for use by many threads.
     */
    public boolean hasFiles() {
        return hasFiles;
    }

    /** Returns the number before the first frame of a run. */
    public static long beforeRun(long run) {
        return run << 40;
    }

    /**
     * Says how the catalog is given all that the frames until then say.
     *
     * @param bringUpToDate run on the shard
     */
    public void keepUpWith(Runnable bringUpToDate) {
        upToDate = bringUpToDate;
    }

    /** Returns the number of the last frame. */
    public long lastFrame() {
        return last;
    }

    /** The subscription was sent a message. */
    public void delivered(Progress to, long sequence) {
        take(to, Progress.Step.DELIVERED, sequence);
    }

    /** A message of the subscription does not wait any more. */
    public void acknowledged(Progress by, long sequence) {
        take(by, Progress.Step.ACKNOWLEDGED, sequence);
    }

    private void take(Progress progress, Progress.Step step, long sequence) {
        if (!progress.take(step, sequence)) {
            progress.moveTo(frame);
            progress.take(step, sequence);
        }
        if (progress.list()) {
            open.add(progress);
            writeAtEndOfBatch();
        }
    }

    /** A subscription is new, or its record has changed. */
    public void put(Progress of, SubscriptionRecord subscription) {
        of.moveTo(frame);
        frame.put(of.channel(), subscription);
        writeAtEndOfBatch();
    }

    /** A subscription has ended. */
    public void gone(Progress of) {
        of.moveTo(frame);
        frame.gone(of.channel(), of.id());
        writeAtEndOfBatch();
    }

    private void writeAtEndOfBatch() {
        if (!isScheduled) {
            isScheduled = true;
            owner.atEndOfBatch(endOfBatch);
        }
    }

    private void batchEnds() {
        isScheduled = false;
        write();
    }

    /** Writes the noted entries, before the batch ends. */
    public void write() {
        for (int i = 0; i < open.size(); i++) {
            Progress progress = open.get(i);
            progress.moveTo(frame);
            progress.unlist();
        }
        open.clear();
        if (hasEnded || frame.isEmpty()) {
            return;
        }
        last++;
        try {
            if (!append()) {
                missing();
            }
        } catch (IOException e) {
            giveUp(e);
        }
        frame.clear();
        askIfDue();
    }

    /** Stops writing. The shard has ended, and the catalog gets everything. */
    public void end() {
        hasEnded = true;
    }

    private boolean append() throws IOException {
        long now = owner.batchNanos();
        if (isAsking && now - askedAtNanos > PATIENCE_NANOS) {
            return false;
        }
        DeliveryRegion region = current;
        if (region == null
                || lastMissing >= region.firstFrame()
                || !region.fits(frame.size())
                || now - region.begunAtNanos() > FRESH_NANOS) {
            region = takeTurns(now);
        }
        if (region == null || !region.fits(frame.size())) {
            return false;
        }
        frame.seal(last);
        region.append(frame);
        return true;
    }

    /** Goes on in the other region, if it is free; else where there is room and nothing missing. */
    private @Nullable DeliveryRegion takeTurns(long now) throws IOException {
        DeliveryRegion next = spare;
        DeliveryRegion region = current;
        if (next == null) {
            return region == null || lastMissing >= region.firstFrame() ? null : region;
        }
        next.begin(run, last, lastMissing == 0, now);
        spare = null;
        if (region != null) {
            used = region;
        }
        current = next;
        return next;
    }

    /** A start uses the entries of this frame only once the catalog contains them, too. */
    private void missing() throws IOException {
        DeliveryRegion region = current;
        boolean isFirst = lastMissing == 0;
        lastMissing = last;
        if (isFirst && region != null) {
            region.complete(false);
            LOG.warn(
                    "The catalog cannot be written as fast as messages are delivered and"
                            + " acknowledged: if the process is killed now, some may come again");
        }
    }

    private void giveUp(IOException why) {
        isNotToBeBelieved(current);
        isNotToBeBelieved(spare);
        current = null;
        spare = null;
        used = null;
        lastMissing = last;
        keeper.cannotRecord(why);
    }

    /** Writes it as far as possible; the catalog contains it, too, a moment later. */
    private static void isNotToBeBelieved(@Nullable DeliveryRegion region) {
        try {
            if (region != null) {
                region.complete(false);
            }
        } catch (IOException e) {
            LOG.debug("A page of mapped memory cannot be had", e);
        }
    }

    private void askIfDue() {
        DeliveryRegion region = current;
        boolean isDue =
                lastMissing != 0
                        || (region != null
                                && spare == null
                                && (region.isHalfFull()
                                        || owner.batchNanos() - region.begunAtNanos()
                                                > FRESH_NANOS));
        if (isDue && !isAsking && (region != null || used != null)) {
            ask();
        }
    }

    private void ask() {
        isAsking = true;
        askedAtNanos = owner.batchNanos();
        upToDate.run();
        long upTo = last;
        keeper.free(used, owner, isFree -> freed(isFree, upTo));
    }

    private void freed(boolean isFree, long upTo) {
        isAsking = false;
        if (!isFree) {
            return; // asked again with the next frame
        }
        if (used != null) {
            spare = used;
            used = null;
        }
        if (lastMissing != 0 && lastMissing <= upTo) {
            try {
                catalogHasCaughtUp();
            } catch (IOException e) {
                giveUp(e);
            }
        }
        askIfDue();
    }

    /** Begins a region behind the missing frames, if this has not been done already. */
    private void catalogHasCaughtUp() throws IOException {
        DeliveryRegion region = current;
        DeliveryRegion next = spare;
        if (region != null && region.firstFrame() > lastMissing) {
            region.complete(true);
        } else if (next != null) {
            next.begin(run, last + 1, true, owner.batchNanos());
            current = next;
            spare = null;
            used = region;
        } else {
            return;
        }
        lastMissing = 0;
        LOG.info("The catalog contains all deliveries and acknowledgements again");
    }
}
