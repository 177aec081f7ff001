package dev.stanchion.simulation.bus;

import dev.stanchion.engine.spi.Origin;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.shard.VirtualTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One client's connection to the bus, seen from both ends. The client publishes and subscribes; the
 * simulation lets the connection fall silent, cuts it, congests it, and brings it back.
 */
public final class SimulatedConnection {
    private static final long USUAL_LATENCY_NANOS = 2_000_000;
    private static final long SLOW_LATENCY_NANOS = 40_000_000;

    /** The current state of the connection. */
    public enum State {
        LIVE,
        /** Still open for the bus, with all its interest, but nothing gets through. */
        SILENT,
        /** Gone, and the bus knows: its interest has vanished. */
        CUT
    }

    private final String name;
    private final SimulatedBus bus;
    private final VirtualTime time;
    private final Chance chance;
    private final int thread;
    private final Map<String, Consumer<Delivery>> listeners = new LinkedHashMap<>();
    private final Map<Integer, Long> lastArrivalNanos = new HashMap<>();
    private final Deque<Runnable> onTheWayUp = new ArrayDeque<>();
    private final Deque<Runnable> unread = new ArrayDeque<>();
    private final List<Delivery> heldDeliveries = new ArrayList<>();
    private final List<Runnable> waitingForRelief = new ArrayList<>();
    private Origin origin = new PausableOrigin();
    private State state = State.LIVE;
    private boolean keepsDeliveries;
    private boolean congested;
    private boolean abandoned;
    private int pauses;
    private int incarnation;
    private long lastUpNanos;
    private long notLiveNanos = Long.MIN_VALUE;
    private long cutNanos;

    SimulatedConnection(
            String name, SimulatedBus bus, VirtualTime time, Chance chance, int thread) {
        this.name = name;
        this.bus = bus;
        this.time = time;
        this.chance = chance;
        this.thread = thread;
    }

    public String name() {
        return name;
    }

    /** Returns the shard's thread on which it lives; negative if it lives on another. */
    int thread() {
        return thread;
    }

    public State state() {
        return state;
    }

    /** Returns whether everything has got through in both directions since the given time. */
    public boolean wasLiveSince(long nanos) {
        return state == State.LIVE && pauses == 0 && notLiveNanos < nanos;
    }

    /** Returns whether it has been cut since the given time or longer. */
    public boolean wasCutSince(long nanos) {
        return state == State.CUT && cutNanos <= nanos;
    }

    // the client's end

    public void subscribe(String subject, Consumer<Delivery> listener) {
        listeners.put(subject, listener);
        if (state != State.CUT) {
            bus.addInterest(subject, this);
        }
    }

    public void unsubscribe(String subject) {
        listeners.remove(subject);
        bus.removeInterest(subject, this);
    }

    /** Sends a message; without effect while the connection is cut. */
    public void publish(String subject, String replyTo, byte[] payload) {
        if (state == State.CUT) {
            return;
        }
        onTheWayUp.add(() -> arrive(() -> bus.arrived(this, thread, subject, replyTo, payload)));
        lastUpNanos = Math.max(lastUpNanos, time.elapsedNanos() + latencyNanos());
        int sentBy = incarnation;
        time.after(lastUpNanos - time.elapsedNanos(), () -> takeNextUp(sentBy));
    }

    private void takeNextUp(int sentBy) {
        if (sentBy == incarnation && state == State.LIVE && !onTheWayUp.isEmpty()) {
            onTheWayUp.remove().run();
        }
    }

    private void arrive(Runnable handOver) {
        if (pauses > 0 || !unread.isEmpty()) {
            unread.add(handOver);
        } else {
            handOver.run();
        }
    }

    private void readOn() {
        while (pauses == 0 && !unread.isEmpty()) {
            unread.remove().run();
        }
    }

    // the bus's end

    void deliver(int publisher, Delivery delivery) {
        long arrival =
                Math.max(
                        lastArrivalNanos.getOrDefault(publisher, 0L),
                        time.elapsedNanos() + latencyNanos());
        lastArrivalNanos.put(publisher, arrival);
        int sentTo = incarnation;
        time.after(arrival - time.elapsedNanos(), () -> takeDown(sentTo, delivery));
    }

    private void takeDown(int sentTo, Delivery delivery) {
        if (sentTo != incarnation || state == State.CUT) {
            return;
        }
        if (state == State.LIVE) {
            handToClient(delivery);
        } else if (keepsDeliveries) {
            heldDeliveries.add(delivery);
        }
    }

    private void handToClient(Delivery delivery) {
        Consumer<Delivery> listener = listeners.get(delivery.subject());
        if (listener != null) {
            listener.accept(delivery);
        }
    }

    boolean isCongested() {
        return congested;
    }

    void whenRelieved(ShardExecutor shard, Runnable task) {
        waitingForRelief.add(() -> shard.execute(task));
    }

    boolean isPaused() {
        return pauses > 0;
    }

    Origin origin() {
        return origin;
    }

    void forgetEngine() {
        pauses = 0;
        origin = new PausableOrigin(); // a process that was suspended has that of the past
        unread.clear();
        waitingForRelief.clear();
    }

    // events of the connection

    /** Lets nothing through any more. Neither side notices it yet. Deliveries wait or are lost. */
    public void goSilent(boolean keepDeliveries) {
        if (state == State.LIVE) {
            state = State.SILENT;
            keepsDeliveries = keepDeliveries;
        }
    }

    /**
     * Closes the connection. Only a first part of the bytes on the way to the engine still arrives.
     */
    public void cut() {
        if (state == State.CUT) {
            return;
        }
        if (state == State.LIVE) {
            int arriving = chance.between(0, onTheWayUp.size());
            for (int i = 0; i < arriving; i++) {
                onTheWayUp.remove().run();
            }
        }
        state = State.CUT;
        cutNanos = time.elapsedNanos();
        incarnation++;
        listeners.keySet().forEach(subject -> bus.removeInterest(subject, this));
        onTheWayUp.clear();
        heldDeliveries.clear();
        relieve();
    }

    /** Cuts the connection for good: the program behind it has ended. */
    public void abandon() {
        cut();
        abandoned = true;
    }

    /** Ends the silence, or dials again after a cut. The subscriptions are the same as before. */
    public void revive() {
        if (abandoned) {
            return;
        }
        State before = state;
        if (before != State.LIVE) {
            notLiveNanos = time.elapsedNanos();
        }
        state = State.LIVE;
        switch (before) {
            case LIVE -> {}
            case CUT -> listeners.keySet().forEach(subject -> bus.addInterest(subject, this));
            case SILENT -> {
                while (!onTheWayUp.isEmpty()) {
                    onTheWayUp.remove().run();
                }
                List<Delivery> held = List.copyOf(heldDeliveries);
                heldDeliveries.clear();
                held.forEach(this::handToClient);
            }
        }
    }

    /** Lets the engine see for a while that more is written than is read. */
    public void congest(long nanos) {
        if (state != State.CUT && !congested) {
            congested = true;
            time.after(nanos, this::relieve);
        }
    }

    /** Lets the engine see that all has been read. */
    public void relieve() {
        congested = false;
        List<Runnable> relieved = List.copyOf(waitingForRelief);
        waitingForRelief.clear();
        relieved.forEach(Runnable::run);
    }

    private long latencyNanos() {
        return chance.upToNanos(chance.oneIn(20) ? SLOW_LATENCY_NANOS : USUAL_LATENCY_NANOS);
    }

    @Override
    public String toString() {
        return name;
    }

    private final class PausableOrigin implements Origin {
        @Override
        public void pause() {
            if (origin == this) {
                pauses++;
            }
        }

        @Override
        public void resume() {
            if (origin != this) {
                return;
            }
            if (pauses == 0) {
                throw new IllegalStateException("resume of " + name + " without a pause");
            }
            notLiveNanos = time.elapsedNanos();
            if (--pauses == 0) {
                time.after(0, SimulatedConnection.this::readOn);
            }
        }

        @Override
        public String description() {
            return name;
        }
    }
}
