package dev.stanchion.nats.loop;

import dev.stanchion.nats.message.ReadBuffers;
import dev.stanchion.nats.routing.MatchCache;
import dev.stanchion.nats.routing.SubjectRouter;
import dev.stanchion.nats.wire.ProtocolTrace;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.netty.util.internal.PlatformDependent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Netty event loop and its turns.
 *
 * <p>The first thing that happens in an iteration of the loop calls {@link #enterTurn}, which puts
 * one task behind everything that is ready. That task ends the turn: hooks, then parcels, then
 * writes. The order is what causality rests on. A connection's PONG leaves in the writes, after the
 * parcels with the messages that came before it; and {@link #enterRead} takes all parcels in before
 * a read is looked at, so nothing that answers to that PONG can overtake them. For the same reason
 * nothing may write outside the end of a turn, not even when a socket becomes writable.
 *
 * <p>Confined to its thread, except {@link #execute}, {@link #post} and {@link #isCurrent}.
 */
public final class TurnLoop implements NatsLoop {
    private static final Logger LOG = LoggerFactory.getLogger(TurnLoop.class);
    private static final int MAX_TURN_MESSAGES = 4096;
    private static final long MAX_TURN_BYTES = 1 << 20;

    /**
     * As much as makes a good write. A longer one soon is more than a segment on loopback (64 KiB
     * less its headers) and then costs twice as much per byte; what is to be written leaves the
     * cache; and meanwhile the other loops and the peers have to wait.
     */
    private static final int MAX_TURN_BYTES_OF_ONE = 32 * 1024;

    private final int index;
    private final EventLoop eventLoop;
    private final Queue<Runnable> inbox = PlatformDependent.newMpscQueue();
    private final AtomicBoolean awake = new AtomicBoolean();
    private final Runnable inboxTask = this::wakeUp;
    private final Runnable endOfTurnTask = this::endScheduledTurn;
    private final LoopCounters counters = new LoopCounters();
    private final ReadBuffers readBuffers = new ReadBuffers();
    private final ArrayDeque<Runnable> hooks = new ArrayDeque<>();
    private final List<TurnOutput> touched = new ArrayList<>();
    private final List<TurnLoop> siblings = new ArrayList<>();
    private final @Nullable Parcel[] parcels;
    private final Fanout fanout;
    private PatientWait wait = new PatientWait(System::nanoTime);
    private boolean turnEndScheduled;
    private boolean tracing;
    private boolean turnTimeKnown;
    private long turnNanos;
    private int turnMessages;
    private long turnBytes;
    private int turnBytesOfOne;

    public TurnLoop(
            int index, int loops, EventLoop eventLoop, SubjectRouter<Receiver> router, long seed) {
        this.index = index;
        this.eventLoop = eventLoop;
        parcels = new Parcel[loops];
        fanout = new Fanout(this, new MatchCache<>(router), seed);
    }

    /** Tells it the loops of its server, in the order of their indexes; before the first turn. */
    public void know(List<TurnLoop> loops) {
        siblings.addAll(loops);
    }

    /** Tells it how it waits, if not as Netty does; before the first turn. */
    public void waitBy(PatientWait way) {
        wait = way;
        way.endsAlsoFor(() -> !inbox.isEmpty());
    }

    @Override
    public int index() {
        return index;
    }

    /** How many loops the server has. */
    public int siblingCount() {
        return parcels.length;
    }

    @Override
    public boolean isCurrent() {
        return eventLoop.inEventLoop();
    }

    public EventLoop eventLoop() {
        return eventLoop;
    }

    public LoopCounters counters() {
        return counters;
    }

    public ReadBuffers readBuffers() {
        return readBuffers;
    }

    public Fanout fanout() {
        return fanout;
    }

    public long nanoTime() {
        return eventLoop.ticker().nanoTime();
    }

    @Override
    public void execute(Runnable task) {
        TurnLoop caller = LoopThread.currentLoop();
        if (caller == null || caller == this || !caller.isSiblingOf(this)) {
            post(task);
        } else {
            caller.parcelFor(this).add(task);
        }
    }

    private boolean isSiblingOf(TurnLoop other) {
        return other.index < siblings.size() && siblings.get(other.index) == other;
    }

    /** Puts a task into the inbox at once, past the turn of the caller. Any thread. */
    public void post(Runnable task) {
        inbox.add(task);
        if (awake.compareAndSet(false, true)) {
            try {
                eventLoop.execute(inboxTask);
            } catch (RejectedExecutionException e) {
                LOG.debug("Loop {} has ended and drops a task", index, e);
            }
        }
    }

    private void wakeUp() {
        awake.set(false);
        enterTurn();
        takeInbox();
    }

    /** Takes in what was there at the call; what these tasks post comes later. */
    private void takeInbox() {
        for (int left = inbox.size(); left > 0; left--) {
            Runnable task = inbox.poll();
            if (task == null) {
                return;
            }
            run(task);
        }
    }

    private void run(Runnable task) {
        turnTimeKnown = false;
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("A task on loop {} failed", index, e);
        }
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        assert isCurrent();
        ScheduledFuture<?> future =
                eventLoop.schedule(
                        () -> {
                            enterTurn();
                            run(task);
                        },
                        delayNanos,
                        TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public void atEndOfTurn(Runnable hook) {
        enterTurn();
        hooks.add(hook);
    }

    @Override
    public long turnNanos() {
        assert isCurrent();
        if (!turnTimeKnown) {
            turnTimeKnown = true;
            turnNanos = System.nanoTime();
        }
        return turnNanos;
    }

    /** Must come before anything that a turn does: it makes sure that the turn ends. */
    public void enterTurn() {
        assert isCurrent();
        if (!turnEndScheduled) {
            turnEndScheduled = true;
            turnTimeKnown = false;
            tracing = ProtocolTrace.isOn();
            wait.ended();
            eventLoop.execute(endOfTurnTask);
        }
    }

    /** Whether somebody wants to see the protocol; looked up once for each turn. */
    public boolean isTracing() {
        return tracing;
    }

    /** Begins the work on a read: first what other loops have sent here, see above. */
    public void enterRead() {
        enterTurn();
        turnTimeKnown = false;
        if (!inbox.isEmpty()) {
            takeInbox();
        }
    }

    /** Has the output flushed at the end of the turn. */
    public void touch(TurnOutput output) {
        enterTurn();
        touched.add(output);
    }

    /** What this turn has gathered for another loop. */
    public Parcel parcelFor(TurnLoop target) {
        assert target != this;
        enterTurn();
        Parcel parcel = parcels[target.index];
        if (parcel == null) {
            parcel = new Parcel();
            parcels[target.index] = parcel;
        }
        return parcel;
    }

    /**
     * Counts a delivery towards the bounds of this turn.
     *
     * @param bytesOfOne how much the turn has for its connection now
     */
    public void gathered(int bytes, int bytesOfOne) {
        turnMessages++;
        turnBytes += bytes;
        turnBytesOfOne = Math.max(turnBytesOfOne, bytesOfOne);
    }

    /** Ends the turn early once it has gathered a lot. Only between two operations of a client. */
    public void endTurnIfFull() {
        if (turnMessages >= MAX_TURN_MESSAGES
                || turnBytes >= MAX_TURN_BYTES
                || turnBytesOfOne >= MAX_TURN_BYTES_OF_ONE) {
            endTurn();
        }
    }

    private void endScheduledTurn() {
        turnEndScheduled = false;
        endTurn();
    }

    private void endTurn() {
        turnMessages = 0;
        turnBytes = 0;
        turnBytesOfOne = 0;
        runHooks();
        handOver();
        flush();
    }

    private void runHooks() {
        for (Runnable hook = hooks.poll(); hook != null; hook = hooks.poll()) {
            run(hook);
        }
    }

    private void handOver() {
        for (int i = 0; i < parcels.length; i++) {
            Parcel parcel = parcels[i];
            if (parcel != null) {
                parcels[i] = null;
                parcel.seal();
                siblings.get(i).post(parcel);
            }
        }
    }

    private void flush() {
        // A write may cut a connection, and cutting one touches no other: the list only grows here
        // if a task of a congested sender runs, whose output leaves in the next turn.
        int count = touched.size();
        for (int i = 0; i < count; i++) {
            touched.get(i).flush();
        }
        touched.subList(0, count).clear();
    }

    /** Releases what nobody will take in any more. After the thread has ended, on any thread. */
    public void dispose() {
        for (Runnable task = inbox.poll(); task != null; task = inbox.poll()) {
            if (task instanceof Parcel parcel) {
                parcel.discard();
            }
        }
        for (Parcel parcel : parcels) {
            if (parcel != null) {
                parcel.discard();
            }
        }
        readBuffers.close();
        fanout.close();
    }
}
