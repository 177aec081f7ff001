package dev.stanchion.simulation;

import dev.stanchion.engine.EngineStartException;
import dev.stanchion.engine.StartListener;
import dev.stanchion.engine.StreamingEngine;
import dev.stanchion.engine.admin.Actor;
import dev.stanchion.engine.admin.Audit;
import dev.stanchion.engine.admin.Extent;
import dev.stanchion.engine.admin.Operation;
import dev.stanchion.engine.admin.Reply;
import dev.stanchion.engine.admin.Result;
import dev.stanchion.engine.policy.Policy;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.shard.VirtualTime;
import dev.stanchion.simulation.bus.BusKind;
import dev.stanchion.simulation.bus.DetachableBus;
import dev.stanchion.simulation.bus.SimulatedBus;
import dev.stanchion.simulation.bus.SimulatedConnection;
import dev.stanchion.simulation.cluster.ClusterStorage;
import dev.stanchion.simulation.invariant.Invariant;
import dev.stanchion.simulation.invariant.Moment;
import dev.stanchion.simulation.invariant.Tally;
import dev.stanchion.simulation.invariant.Violations;
import dev.stanchion.simulation.invariant.Witness;
import dev.stanchion.simulation.store.DetachableTap;
import dev.stanchion.simulation.store.DiskStorage;
import dev.stanchion.simulation.store.Storage;
import dev.stanchion.simulation.store.StoreBehaviour;
import dev.stanchion.simulation.store.WatchedStore;
import dev.stanchion.simulation.world.SimulatedShards;
import dev.stanchion.simulation.world.Trace;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything there is in one simulation: time, bus, disk, and an engine that starts, ends and
 * crashes. Confined to the simulation's thread.
 */
final class World {
    static final long MILLIS = 1_000_000;
    static final long SECONDS = 1_000 * MILLIS;

    private static final int USUAL_TRACE_LINES = 250;
    private static final long PATIENCE_NANOS = 120 * SECONDS;

    /** As long as the store in a cluster waits for one that does not answer, and some more. */
    private static final long CLUSTER_PATIENCE_NANOS = 30 * SECONDS;

    private final Settings settings;
    private final Seams seams;
    private final Chance chance;
    private final VirtualTime time = new VirtualTime();
    private final Sleepers sleepers = new Sleepers(time);

    private final Trace trace =
            new Trace(time, Integer.getInteger("simulation.trace", USUAL_TRACE_LINES));
    private final Violations violations = new Violations(trace);
    private final Tally tally = new Tally();
    private final Witness witness;
    private final SimulatedBus bus;
    private final Storage storage;
    private StoreBehaviour behaviour = StoreBehaviour.PROMPT;
    private SimulatedShards shards;
    private DetachableBus busOfProcess;
    private DetachableTap tapOfProcess;
    private @Nullable StreamingEngine running;
    private boolean hasProcess;
    private long lastStandstillNanos = Long.MIN_VALUE;
    private int registrationsAtFirst = -1;
    private int timersAtFirst;

    World(Settings settings, Seams seams, Chance chance) {
        this.settings = settings;
        this.seams = seams;
        this.chance = chance;
        witness =
                new Witness(
                        new Now(), trace, violations, tally, settings.options().replaceDurable());
        trace.note("%s", settings);
        shards = newShards();
        bus = new SimulatedBus(settings.busKind(), time, chance.fork(), shards, witness);
        storage = newStorage();
        busOfProcess = new DetachableBus(bus);
        tapOfProcess = new DetachableTap(witness);
    }

    private Storage newStorage() {
        return switch (settings.storeKind()) {
            case DISK -> new DiskStorage(false, time, witness);
            case MEMORY -> new DiskStorage(true, time, witness);
            case CLUSTER -> {
                ClusterStorage streams =
                        new ClusterStorage(
                                Settings.CLUSTER_ID,
                                time,
                                chance.fork(),
                                witness,
                                witness::durableUpTo);
                witness.expectOthers(streams::stored, streams::first, streams::last);
                yield streams;
            }
        };
    }

    Settings settings() {
        return settings;
    }

    Chance chance() {
        return chance;
    }

    VirtualTime time() {
        return time;
    }

    Trace trace() {
        return trace;
    }

    Violations violations() {
        return violations;
    }

    Tally tally() {
        return tally;
    }

    Witness witness() {
        return witness;
    }

    SimulatedBus bus() {
        return bus;
    }

    boolean isBroken() {
        return violations.first().isPresent();
    }

    // time

    /** Lets everything happen that happens within the given time. */
    void pass(long nanos) {
        passUntil(() -> false, nanos);
    }

    /** Lets things happen until the condition holds, but no longer than the given time. */
    boolean passUntil(BooleanSupplier condition, long nanos) {
        long end = time.elapsedNanos() + nanos;
        while (!condition.getAsBoolean() && !isBroken()) {
            SimulatedShards next = sleepers.orOneOfThese(shards, chance);
            boolean idle = next.isIdle();
            if (!idle && (!time.isDueBy(time.elapsedNanos()) || chance.oneIn(2))) {
                next.runOne();
            } else if (time.isDueBy(end)) {
                time.happenNext();
            } else {
                time.pass(Math.max(0, end - time.elapsedNanos()));
                break;
            }
            seams.bugs().next().ifPresent(violations::escaped);
        }
        return condition.getAsBoolean();
    }

    /** Stops the whole machine for a while, as a suspended one; what was due happens late. */
    void standStill(long nanos) {
        time.pass(nanos);
        lastStandstillNanos = time.elapsedNanos();
    }

    // the engine

    boolean isRunning() {
        return running != null;
    }

    /**
     * Starts an engine on what the one before it left; a store that fails meanwhile is repaired.
     */
    void startEngine() {
        if (!tryStartEngine() && !isBroken()) {
            trace.note("start failed, trying again with a healthy store");
            behave(StoreBehaviour.HEALTHY);
            if (!tryStartEngine()) {
                violations.report(Invariant.EVERY_REQUEST_IS_ANSWERED, "the engine does not start");
            }
        }
    }

    /** Starts an engine, and kills its process soon, perhaps before it is ready. */
    void startEngineAndCrashWithin(long nanos) {
        beginToStartEngine();
        pass(nanos);
        crashEngine();
    }

    private boolean tryStartEngine() {
        Readiness ready = beginToStartEngine();
        passUntil(() -> ready.isKnown, PATIENCE_NANOS);
        if (!ready.succeeded) {
            crashEngine();
            return false;
        }
        noteWhatIsThereAtFirst();
        return true;
    }

    private Readiness beginToStartEngine() {
        SimulatedShards ofProcess = newShards();
        shards = ofProcess;
        bus.attach(ofProcess);
        busOfProcess = new DetachableBus(bus);
        tapOfProcess = new DetachableTap(witness);
        hasProcess = true;
        storage.behave(behaviour);
        Readiness ready = new Readiness(tapOfProcess);
        storage.open(
                ofProcess,
                chance.fork(),
                new Storage.Opening() {
                    @Override
                    public void opened(Store store) {
                        sleepers.replaced(chance);
                        if (ofProcess.isRunning()) {
                            startEngineOn(store, ready);
                        }
                    }

                    @Override
                    public void failed(StoreException why) {
                        trace.note("no store: %s", why);
                        ready.failed(why);
                    }
                });
        return ready;
    }

    private void startEngineOn(Store store, Readiness ready) {
        DetachableTap tap = tapOfProcess;
        StreamingEngine engine =
                new StreamingEngine(
                        settings.options()
                                .withPolicies(
                                        seams.policies().apply(settings.options().policies())),
                        seams.bus().apply(busOfProcess),
                        seams.store()
                                .apply(
                                        new WatchedStore(
                                                store,
                                                tap,
                                                (channel, count) -> {
                                                    if (!tap.isDetached()) {
                                                        storage.onInserted(channel, count);
                                                    }
                                                })),
                        shards.all().stream().<ShardExecutor>map(seams.shard()).toList(),
                        chance.fork());
        running = engine;
        shards.on(null, () -> shards.runGuarded(() -> engine.start(ready)));
    }

    /** An operator removes messages. Nobody promises anything until that is answered. */
    void purge(String channel, long upTo) {
        operate(
                new Operation.Purge(channel, new Extent.UpTo(upTo)),
                () -> witness.purging(channel, upTo));
    }

    /** An operator wants a parked message sent again. */
    void redrive(String parkedChannel, long sequence) {
        operate(
                new Operation.RedriveParked(parkedChannel, List.of(sequence), false),
                () -> witness.redriving(parkedChannel, sequence));
    }

    /** An operator stops the deliveries of a channel for some time. */
    void pause(String channel, long nanos) {
        operate(
                new Operation.PauseChannel(channel, nanos, ""),
                () -> witness.pausing(channel, nanos));
    }

    /** An operator ends the pause of a channel. */
    void resume(String channel) {
        operate(new Operation.ResumeChannel(channel), () -> witness.pausing(channel, 0));
    }

    /**
     * @param asked notes what is asked for, and returns what hears that it is done
     */
    private void operate(Operation operation, Supplier<Runnable> asked) {
        StreamingEngine engine = running;
        if (engine == null) {
            return;
        }
        Runnable done = asked.get();
        DetachableTap tap = tapOfProcess;
        Reply<Result> reply =
                Reply.of(
                        result -> {
                            if (!tap.isDetached()) {
                                done.run();
                            }
                        },
                        why -> trace.note("not done: %s: %s", operation.verb(), why.text()));
        shards.on(
                null,
                () ->
                        shards.runGuarded(() ->
                                engine.administration(Audit.NONE)
                                        .apply(operation, "", new Actor("sim", "", ""), reply)));
    }

    private void noteWhatIsThereAtFirst() {
        if (registrationsAtFirst < 0) {
            registrationsAtFirst = bus.engineRegistrations();
            timersAtFirst = shards.pendingTimers();
        }
    }

    private SimulatedShards newShards() {
        return new SimulatedShards(settings.shards(), time, chance.fork(), violations::escaped);
    }

    /** Kills the engine's process. */
    void crashEngine() {
        if (hasProcess) {
            shards.halt();
            storage.crash();
            engineGone(false);
        }
    }

    /**
     * Suspends the engine's process, which counts as dead then. It wakes up later, and writes what
     * it had in mind.
     */
    void pauseEngine() {
        if (!hasProcess || !storage.isShared()) {
            crashEngine();
            return;
        }
        trace.note("engine paused");
        busOfProcess.detach();
        tapOfProcess.detach();
        sleepers.add(shards, storage.leave());
        shards = newShards(); // those of the sleeper run no more until it wakes up
        bus.attach(shards);
        engineGone(false);
    }

    /** Closes the engine and then its store, as a process that is asked to end does. */
    void closeEngine() {
        StreamingEngine closing = running;
        if (closing == null) {
            return;
        }
        if (!beginToClose(closing, PATIENCE_NANOS) && !isBroken()) {
            violations.report(Invariant.EVERY_REQUEST_IS_ANSWERED, "the engine does not close");
        }
        closed();
    }

    /** Closes the engine, but kills its process if that takes longer than the given time. */
    void closeEngineWithin(long nanos) {
        StreamingEngine closing = running;
        if (closing != null && beginToClose(closing, nanos)) {
            closed();
        } else {
            crashEngine();
        }
    }

    private boolean beginToClose(StreamingEngine closing, long patienceNanos) {
        boolean[] closed = {false};
        shards.on(null, () -> shards.runGuarded(() -> closing.close(() -> closed[0] = true)));
        return passUntil(() -> closed[0], patienceNanos);
    }

    private void closed() {
        checkNothingLeft(0, 0);
        Boolean[] ended = {null};
        storage.close(inGoodOrder -> ended[0] = inGoodOrder);
        if (!passUntil(() -> ended[0] != null, PATIENCE_NANOS) && !isBroken()) {
            violations.report(Invariant.EVERY_REQUEST_IS_ANSWERED, "the store does not close");
        }
        shards.halt();
        engineGone(Boolean.TRUE.equals(ended[0]));
    }

    private void engineGone(boolean cleanly) {
        running = null;
        hasProcess = false;
        bus.dropEngine();
        if (bus.kind() == BusKind.EMBEDDED) {
            bus.connections().forEach(SimulatedConnection::cut);
        }
        witness.engineGone(cleanly);
    }

    /** Changes the store's behaviour. */
    void behave(StoreBehaviour wanted) {
        behaviour = wanted;
        storage.behave(wanted);
    }

    /** With no client left, the engine holds no more than it did when it had started. */
    void checkNothingOfClientsLeft() {
        checkNothingLeft(registrationsAtFirst, timersAtFirst + settings.timersOfChannels());
    }

    private void checkNothingLeft(int registrations, int timers) {
        if (bus.engineRegistrations() > registrations
                || (!storage.usesShards() && shards.pendingTimers() > timers)
                || bus.buffersHeld() > 0
                || !bus.pausedConnections().isEmpty()) {
            violations.report(
                    Invariant.NOTHING_ESCAPES_OR_LEAKS,
                    "%d registrations (%d expected), %d timers (%d expected), %d buffers,"
                            + " paused: %s",
                    bus.engineRegistrations(),
                    registrations,
                    shards.pendingTimers(),
                    timers,
                    bus.buffersHeld(),
                    bus.pausedConnections());
        }
    }

    private static final class Readiness implements StartListener {
        private final DetachableTap ofProcess;
        private boolean isKnown;
        private boolean succeeded;

        Readiness(DetachableTap ofProcess) {
            this.ofProcess = ofProcess;
        }

        @Override
        public void ready() {
            isKnown = true;
            succeeded = true;
        }

        @Override
        public void failed(StoreException why) {
            isKnown = true;
        }

        @Override
        public void refused(EngineStartException why) {
            isKnown = true;
        }

        @Override
        public void lost(StoreException why) {
            if (!ofProcess.isDetached()) {
                throw why; // the store belongs to another server, and there is none
            }
        }
    }

    private final class Now implements Moment {
        @Override
        public long elapsedNanos() {
            return time.elapsedNanos();
        }

        @Override
        public long epochNanos() {
            return time.epochNanos();
        }

        @Override
        public long lastStandstillNanos() {
            return lastStandstillNanos;
        }

        @Override
        public long idleMoments() {
            return shards.idleMoments();
        }

        @Override
        public Policy policy(String channel) {
            return settings.options().policies().of(channel, "", "");
        }

        @Override
        public long storePatienceNanos() {
            return settings.storeKind() == Settings.StoreKind.CLUSTER ? CLUSTER_PATIENCE_NANOS : 0;
        }
    }
}
