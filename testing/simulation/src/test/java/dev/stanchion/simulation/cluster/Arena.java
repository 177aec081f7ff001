package dev.stanchion.simulation.cluster;

import dev.stanchion.kit.cluster.ClusterTap;
import dev.stanchion.kit.cluster.SimulatedCluster;
import dev.stanchion.kit.cluster.core.CoreMessage;
import dev.stanchion.kit.cluster.core.NatsHeaders;
import dev.stanchion.kit.cluster.stream.SimulatedStream;
import dev.stanchion.kit.cluster.stream.StoredMessage;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.shard.VirtualTime;
import dev.stanchion.simulation.world.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** One cluster and several processes that write to one channel in it. */
final class Arena {
    static final String CHANNEL = "orders";
    static final String CLUSTER_ID = "sim";
    static final String STREAM = "STAN+sim+orders";
    static final String BUCKET = "KV_STAN_sim";
    static final String SUBJECT = "stan.sim.orders";
    static final long MILLIS = 1_000_000;
    static final long SECONDS = 1_000 * MILLIS;

    private static final int USUAL_TRACE_LINES = 250;

    private final VirtualTime time = new VirtualTime();
    private final Trace trace =
            new Trace(time, Integer.getInteger("simulation.trace", USUAL_TRACE_LINES));
    private final Chance chance;
    private final SimulatedCluster cluster;
    private final StreamSeams seams;
    private final Publications publications = new Publications();
    private final List<StoreProcess> processes = new ArrayList<>();
    private final List<Throwable> escaped = new ArrayList<>();
    private boolean hasDeleted;

    Arena(long seed) {
        this(seed, StreamSeams.PLAIN);
    }

    /**
     * @param seams what is put around the store of each process
     */
    Arena(long seed, StreamSeams seams) {
        chance = new Chance(seed);
        cluster = new SimulatedCluster(time, chance.fork());
        this.seams = seams;
        cluster.tap(new Noting());
    }

    /** Writes down what passes, in short. */
    private final class Noting implements ClusterTap {
        @Override
        public boolean onRequest(CoreMessage message) {
            trace.note("-> %s", Transcript.of(message));
            return true;
        }

        @Override
        public boolean onAnswer(CoreMessage message) {
            trace.note("<- %s", Transcript.of(message));
            return true;
        }
    }

    Trace trace() {
        return trace;
    }

    SimulatedCluster cluster() {
        return cluster;
    }

    Chance chance() {
        return chance;
    }

    VirtualTime time() {
        return time;
    }

    SimulatedStream stream() {
        return cluster.stream(STREAM);
    }

    /** Deletes the stream of the channel by hand, if there is one. */
    void deleteStream() {
        hasDeleted |= cluster.deleteStream(STREAM);
    }

    /** Tells whether somebody has deleted the stream of the channel, and all that it had. */
    boolean hasDeletedStream() {
        return hasDeleted;
    }

    boolean hasStream() {
        return cluster.streams().stream()
                .anyMatch(stream -> stream.configuration().name().equals(STREAM));
    }

    List<StoreProcess> processes() {
        return processes;
    }

    Publications publications() {
        return publications;
    }

    /**
     * A publisher sends messages to all processes. Those that do not listen yet miss them: whoever
     * follows, and keeps them until it takes over, finds out what the other one has stored.
     */
    void publish(String publisher, int count) {
        publish(publisher, count, processes);
    }

    /** A publisher sends messages that reach only processes that are not active. */
    void publishPastTheActive(String publisher, int count) {
        String active = holderOfTheLease();
        publish(
                publisher,
                count,
                processes.stream().filter(each -> !each.name().equals(active)).toList());
    }

    private String holderOfTheLease() {
        return cluster.streams().stream()
                .filter(stream -> stream.configuration().name().equals(BUCKET))
                .flatMap(stream -> stream.messages().stream())
                .filter(message -> message.subject().endsWith(".lease"))
                .reduce("", (before, message) -> writer(message), (one, other) -> other);
    }

    private static String writer(StoredMessage message) {
        return NatsHeaders.find(message.headers(), "Stan-Writer").orElse("");
    }

    private void publish(String publisher, int count, List<StoreProcess> receivers) {
        List<Publications.Sent> messages =
                Stream.generate(() -> publications.next(publisher)).limit(count).toList();
        for (StoreProcess each : receivers) {
            if (each.isOpen()) {
                time.after(each.lagNanos(), () -> each.receive(messages));
            }
        }
    }

    List<Throwable> escaped() {
        return escaped;
    }

    /** Starts a process, which becomes active if it can. */
    StoreProcess start() {
        StoreProcess started = begin();
        passUntil(() -> started.isOpen() || started.hasFailed(), 120 * SECONDS);
        return started;
    }

    /** Starts a process, and does not wait. */
    StoreProcess begin() {
        StoreProcess started = new StoreProcess("p" + processes.size(), this, escaped::add, seams);
        processes.add(started);
        started.open();
        return started;
    }

    /** Lets everything happen that happens within the given time. */
    void pass(long nanos) {
        passUntil(() -> false, nanos);
    }

    /** Lets things happen until the condition holds, but no longer than the given time. */
    boolean passUntil(BooleanSupplier condition, long nanos) {
        long end = time.elapsedNanos() + nanos;
        while (!condition.getAsBoolean()) {
            List<StoreProcess> busy = processes.stream().filter(StoreProcess::hasWork).toList();
            boolean isDue = time.isDueBy(time.elapsedNanos());
            if (!busy.isEmpty() && (!isDue || chance.oneIn(2))) {
                chance.pick(busy).runOne();
            } else if (time.isDueBy(end)) {
                time.happenNext();
            } else {
                time.pass(Math.max(0, end - time.elapsedNanos()));
                break;
            }
        }
        return condition.getAsBoolean();
    }

    /** Returns the GUIDs in the stream in order; a foreign message is its payload. */
    List<String> stored() {
        return stream().messages().stream()
                .filter(message -> message.subject().equals(SUBJECT))
                .map(Arena::guid)
                .toList();
    }

    static String guid(StoredMessage message) {
        return NatsHeaders.find(message.headers(), "Stan-Guid").orElse("foreign");
    }
}
