package dev.stanchion.crash;

import dev.stanchion.crash.disk.DiskCall;
import dev.stanchion.crash.disk.Fault;
import dev.stanchion.crash.disk.Faults;
import dev.stanchion.crash.disk.FaultyDisk;
import dev.stanchion.crash.disk.ProcessEnded;
import dev.stanchion.crash.promise.Promise;
import dev.stanchion.crash.promise.Verdict;
import dev.stanchion.crash.work.ManualWorkers;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.shard.VirtualTime;
import dev.stanchion.simulation.world.SimulatedShards;
import dev.stanchion.simulation.world.Trace;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One machine: time, a disk, and the process that runs on it, until it is killed or the power goes.
 * Confined to the simulation's thread.
 */
final class World {
    static final long MILLIS = 1_000_000;
    static final long SECONDS = 1_000 * MILLIS;

    private static final int USUAL_TRACE_LINES = 250;
    private static final long PATIENCE_NANOS = 120 * SECONDS;

    /** What a shard writes itself, and the header of its frame. */
    private static final long MOST_BYTES_OF_A_SHARD = 20 * 1024;

    private static final long SLOWEST_CALL_NANOS = 30 * MILLIS;

    private final Settings settings;
    private final StoreUnderTest storeUnderTest;
    private final Chance chance;
    private final VirtualTime time = new VirtualTime();
    private final Trace trace =
            new Trace(time, Integer.getInteger("crash.trace", USUAL_TRACE_LINES));
    private final Verdict verdict = new Verdict(trace);
    private final FaultyDisk disk;
    private final Incidents incidents;
    private @Nullable Run run;
    private int interruptionDepth;
    private boolean mayLackDeliveries;
    private boolean lacksDeliveries;

    World(Settings settings, StoreUnderTest storeUnderTest, Chance chance) {
        this.settings = settings;
        this.storeUnderTest = storeUnderTest;
        this.chance = chance;
        trace.note("%s", settings);
        disk = new FaultyDisk(chance.fork());
        incidents = new Incidents(this, chance.fork());
        disk.failWith(incidents);
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

    Verdict verdict() {
        return verdict;
    }

    FaultyDisk disk() {
        return disk;
    }

    Incidents incidents() {
        return incidents;
    }

    // time

    /** Lets one thing happen that is ready to; tells whether there was any. */
    boolean goOn() {
        Run current = run;
        if (current == null) {
            return false;
        }
        boolean shardsReady = !current.shards().isIdle();
        boolean workersReady = current.workers().hasWork();
        if (shardsReady && (!workersReady || chance.oneIn(2))) {
            current.shards().runOne();
        } else if (workersReady) {
            current.workers().runOne();
        }
        return shardsReady || workersReady;
    }

    /** Lets a worker of the store do one thing. */
    private void workOn() {
        Run current = run;
        if (current != null && current.workers().hasWork()) {
            current.shards().on(null, current.workers()::runOne);
        }
    }

    /** Lets things happen until the condition holds, the process ends or it takes too long. */
    boolean await(BooleanSupplier condition) {
        return passUntil(condition, PATIENCE_NANOS);
    }

    /** Lets everything happen that happens within the given time. */
    void pass(long nanos) {
        passUntil(() -> false, nanos);
    }

    private boolean passUntil(BooleanSupplier condition, long nanos) {
        long end = time.elapsedNanos() + nanos;
        while (!condition.getAsBoolean() && !verdict.isBroken() && isRunning()) {
            boolean due = time.isDueBy(time.elapsedNanos());
            if ((due && chance.oneIn(2)) || !goOn()) {
                if (!time.isDueBy(end)) {
                    time.pass(Math.max(0, end - time.elapsedNanos()));
                    break;
                }
                time.happenNext();
            }
        }
        return condition.getAsBoolean();
    }

    /** Lets everything happen that does not wait for time. */
    void rest() {
        boolean busy = true;
        while (busy && !verdict.isBroken()) {
            busy = goOn();
        }
    }

    // the process

    boolean isRunning() {
        return run != null && run.isAlive();
    }

    /** Returns the process, which must be running. */
    Run run() {
        if (run == null) {
            throw new IllegalStateException("no process is running");
        }
        return run;
    }

    /** Returns the damage that a check finds in the data of the last process. */
    List<String> damages() {
        disk.failWith(Faults.NEVER); // the check runs in another process
        try {
            return storeUnderTest.damages(disk.mountBeside());
        } finally {
            disk.failWith(incidents);
        }
    }

    /** Returns whether a file stays when no channel is left. */
    boolean keeps(Path file) {
        return storeUnderTest.keeps(file);
    }

    /** Starts a process, whose store has not touched the disk yet. */
    void startProcess() {
        Chance drawn = chance.fork();
        ManualWorkers workers =
                new ManualWorkers(time, chance.fork(), settings.readers(), this::escaped);
        Tuning tuning = Tuning.draw(drawn, settings.sync(), settings.readers());
        ProcessMemory memory = new ProcessMemory();
        trace.note("process starts, %s", tuning);
        mayLackDeliveries |= tuning.isCrampedForDeliveries() || !storeUnderTest.recordsDeliveries();
        run =
                new Run(
                        new SimulatedShards(settings.shards(), time, chance.fork(), this::escaped),
                        workers,
                        memory,
                        storeUnderTest.open(disk.mount(), workers, memory, tuning));
    }

    /**
     * Runs a task on the process's main thread.
     *
     * @return whether the process has survived it, and it has succeeded
     */
    boolean onMain(String what, Runnable task) {
        Run current = run();
        try {
            current.shards().on(null, task);
            return current.isAlive();
        } catch (ProcessEnded ended) {
            return false;
        } catch (StoreException why) {
            trace.note("%s failed: %s", what, String.valueOf(why.getMessage()));
            expectFault(why);
            return false;
        }
    }

    /** Ends the process from wherever it is; if it is in a call, that does not return. */
    void end(Incidents.Ending how) {
        trace.note("%s", how);
        mayLackDeliveries |= how == Incidents.Ending.POWER_LOST;
        run().end();
        switch (how) {
            case KILLED -> disk.kill();
            case POWER_LOST -> disk.losePower();
        }
    }

    /** Ends the process if it still runs, and forgets it. */
    void processIsOver() {
        if (isRunning()) {
            end(Incidents.Ending.KILLED);
        }
        release();
        if (run != null) {
            mayLackDeliveries |= run.isFaulty();
            lacksDeliveries |= run.lacksUnknowingly();
        }
        run = null;
        incidents.callOff();
        disk.limitTo(Long.MAX_VALUE);
    }

    /** Releases the real memory of the process. Nothing happens in this world any more. */
    void release() {
        if (run != null) {
            run.release();
        }
    }

    /** The process has ended in good order, and everything is recorded. */
    void everythingIsRecorded() {
        mayLackDeliveries = false;
    }

    /** Returns whether the store may report that deliveries of earlier processes are missing. */
    boolean mayLackDeliveries() {
        return mayLackDeliveries;
    }

    /** Returns whether deliveries of the last process are missing, whatever the store knows. */
    boolean lacksDeliveries() {
        return lacksDeliveries;
    }

    /** The data of the last process has been compared. */
    void deliveriesAreCompared() {
        lacksDeliveries = false;
    }

    private void escaped(Throwable bug) {
        if (!(bug instanceof ProcessEnded)) {
            verdict.thrown(Promise.NOTHING_ESCAPES, bug);
        }
    }

    // the disk

    void calledDisk(DiskCall call) {
        trace.note("  %s", call);
        if (run != null && call.operation() != DiskCall.Operation.PUT) {
            int shard = run.shards().currentIndex();
            verdict.expect(
                    shard < 0 || isCopyIntoThePageCache(call),
                    Promise.SHARDS_NEVER_WAIT,
                    "shard %d waits for %s",
                    shard,
                    call);
        }
    }

    private boolean isCopyIntoThePageCache(DiskCall call) {
        return call.operation() == DiskCall.Operation.WRITE
                && settings.sync() != Tuning.Sync.ALWAYS
                && call.bytes() <= MOST_BYTES_OF_A_SHARD
                && call.path().toString().contains("/commit/");
    }

    /**
     * Lets others go on while one waits for the disk. While a shard writes, only the store's
     * workers do: the shard is busy, and so would be the thread of any other one.
     */
    void interrupt() {
        if (interruptionDepth > 3 || !chance.percent(settings.interruptions())) {
            return;
        }
        interruptionDepth++;
        time.pass(chance.upToNanos(chance.oneIn(10) ? SLOWEST_CALL_NANOS : MILLIS));
        boolean isShard = run != null && run.shards().currentIndex() >= 0;
        for (int i = chance.between(1, 4); i > 0; i--) {
            if (isShard) {
                workOn();
            } else {
                goOn();
            }
        }
        interruptionDepth--;
    }

    void failed(DiskCall call, Fault fault) {
        trace.note("%s of %s", fault, call);
        if (run != null && fault != Fault.SHORT) {
            run.faulty();
            if (call.operation() == DiskCall.Operation.PUT || fault == Fault.NO_SPACE) {
                run.mayLackUnknowingly();
            }
        }
    }

    /**
     * Limits the bytes that can still be written. The store may refuse data for which it has no
     * space.
     */
    void fillUp(long freeBytes) {
        trace.note("room for %d bytes only", freeBytes);
        disk.limitTo(disk.usedBytes() + freeBytes);
        run().faulty();
        run().mayLackUnknowingly();
    }

    /** The store has refused something: it must have had a reason. */
    void expectFault(StoreException why) {
        if (run == null || !run.isFaulty()) {
            verdict.thrown(Promise.GOES_ON, why);
        }
    }
}
