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
 * <p>The first event in an iteration of the loop calls {@link #enterTurn}, which puts one task
 * behind everything that is ready. That task ends the turn: it runs hooks, then hands over batches,
 * then writes. Causality depends on this order. A connection's PONG leaves with the writes, after
 * the batches with the earlier messages. {@link #enterRead} takes in all batches before it looks at
 * a read. So no reaction to that PONG can overtake the messages. For the same reason nothing may
 * write outside the end of a turn, not even when a socket becomes writable.
 *
 * <p>Confined to its thread, except {@link #execute}, {@link #post} and {@link #isCurrent}.
 */
public final class TurnLoop implements NatsLoop {
    private static final Logger LOG = LoggerFactory.getLogger(TurnLoop.class);
    private static final int MAX_TURN_MESSAGES = 4096;
    private static final long MAX_TURN_BYTES = 1 << 20;

    /**
     * The number of bytes for one connection that end a turn. A longer write soon exceeds a segment
     * on loopback (64 KiB minus its headers) and then costs twice as much for each byte. The output
     * also leaves the cache, and the other loops and the peers have to wait.
     */
    private static final int MAX_TURN_BYTES_OF_ONE = 32 * 1024;

    private final int index;
    private final EventLoop eventLoop;
    private final Queue<Runnable> inbox = PlatformDependent.newMpscQueue();
    private final AtomicBoolean awake = new AtomicBoolean();
    private final Runnable inboxTask = this::wakeUp;
    private final Runnable endOfTurnTask = this::endScheduledTurn;
    private final LoopCounters counters = new LoopCounters();
    private final ReadBuffers readBuffers = ReadBuffers.ofClearText();
    private final ReadBuffers ciphertextBuffers = ReadBuffers.ofCiphertext();
    private final ArrayDeque<Runnable> hooks = new ArrayDeque<>();
    private final List<TurnOutput> touched = new ArrayList<>();
    private final List<TurnLoop> siblings = new ArrayList<>();
    private final @Nullable LoopBatch[] batches;
    private final Fanout fanout;
    private final UnheardPublishes unheard = new UnheardPublishes();
    private SpinThenPark wait = new SpinThenPark(System::nanoTime);
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
        batches = new LoopBatch[loops];
        fanout = new Fanout(this, new MatchCache<>(router), seed);
    }

    /** Sets the loops of its server, in the order of their indexes. Before the first turn. */
    public void know(List<TurnLoop> loops) {
        siblings.addAll(loops);
    }

    /** Sets how it waits, if it does not wait as Netty does. Before the first turn. */
    public void waitBy(SpinThenPark way) {
        wait = way;
        way.endsAlsoFor(() -> !inbox.isEmpty());
    }

    @Override
    public int index() {
        return index;
    }

    /** Returns how many loops the server has. */
    public int siblingCount() {
        return batches.length;
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

    /** Returns the buffers for reads in clear text. */
    public ReadBuffers readBuffers() {
        return readBuffers;
    }

    /** Returns the buffers for reads of connections that are encrypted, or may become so. */
    public ReadBuffers ciphertextBuffers() {
        return ciphertextBuffers;
    }

    public Fanout fanout() {
        return fanout;
    }

    public UnheardPublishes unheard() {
        return unheard;
    }

    @Override
    public void takeUnheard(UnheardPublishes.Listener listener) {
        unheard.take(listener);
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
            caller.batchFor(this).add(task);
        }
    }

    private boolean isSiblingOf(TurnLoop other) {
        return other.index < siblings.size() && siblings.get(other.index) == other;
    }

    /**
     * Puts a task into the inbox at once, without waiting for the end of the caller's turn. Any
     * thread.
     */
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

    /** Runs the tasks that are in the inbox now. Tasks that they post run later. */
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

    /**
     * Begins a turn if none is running, and makes sure that it ends. Must come before anything that
     * a turn does.
     */
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

    /** Returns whether the protocol is traced. The loop looks this up once for each turn. */
    public boolean isTracing() {
        return tracing;
    }

    /** Begins the work on a read. It first takes in the batches of other loops (see above). */
    public void enterRead() {
        enterTurn();
        turnTimeKnown = false;
        if (!inbox.isEmpty()) {
            takeInbox();
        }
    }

    /** Registers output to flush at the end of the turn. */
    public void touch(TurnOutput output) {
        enterTurn();
        touched.add(output);
    }

    /** Returns the batch of this turn for another loop. */
    public LoopBatch batchFor(TurnLoop target) {
        assert target != this;
        enterTurn();
        LoopBatch batch = batches[target.index];
        if (batch == null) {
            batch = new LoopBatch();
            batches[target.index] = batch;
        }
        return batch;
    }

    /**
     * Counts a delivery against the limits of this turn.
     *
     * @param bytesOfOne how many bytes the turn has for the connection now
     */
    public void gathered(int bytes, int bytesOfOne) {
        turnMessages++;
        turnBytes += bytes;
        turnBytesOfOne = Math.max(turnBytesOfOne, bytesOfOne);
    }

    /** Ends the turn early if it has gathered a lot. Only between two operations of a client. */
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
        for (int i = 0; i < batches.length; i++) {
            LoopBatch batch = batches[i];
            if (batch != null) {
                batches[i] = null;
                batch.seal();
                siblings.get(i).post(batch);
            }
        }
    }

    private void flush() {
        // A write may close a connection, and that adds no output to another one. The list grows
        // here only if a task of a congested sender runs; its output leaves in the next turn.
        int count = touched.size();
        for (int i = 0; i < count; i++) {
            touched.get(i).flush();
        }
        touched.subList(0, count).clear();
    }

    /**
     * Releases what is left in the inbox and the batches. After the thread has ended, on any
     * thread.
     */
    public void dispose() {
        for (Runnable task = inbox.poll(); task != null; task = inbox.poll()) {
            if (task instanceof LoopBatch batch) {
                batch.discard();
            }
        }
        for (LoopBatch batch : batches) {
            if (batch != null) {
                batch.discard();
            }
        }
        readBuffers.close();
        ciphertextBuffers.close();
        fanout.close();
    }
}
