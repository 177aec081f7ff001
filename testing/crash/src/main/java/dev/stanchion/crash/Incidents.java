package dev.stanchion.crash;

import dev.stanchion.crash.disk.DiskCall;
import dev.stanchion.crash.disk.Fault;
import dev.stanchion.crash.disk.Faults;
import dev.stanchion.kit.shard.Chance;
import org.jspecify.annotations.Nullable;

/**
 * Failures of the disk, planned a number of calls ahead, so that they happen in the middle of the
 * store's work. Confined to the simulation's thread.
 */
final class Incidents implements Faults {
    /** The ways in which a process is ended from outside. */
    enum Ending {
        KILLED,
        POWER_LOST
    }

    private final World world;
    private final Chance chance;
    private int callsUntilEnd;
    private @Nullable Ending ending;
    private int callsUntilFault;
    private int faultsLeft;
    private Fault fault = Fault.NONE;

    Incidents(World world, Chance chance) {
        this.world = world;
        this.chance = chance;
    }

    /** Ends the process within that many calls. */
    void endWithin(int calls, Ending how) {
        callsUntilEnd = chance.between(1, calls);
        ending = how;
    }

    /** Lets a few calls that change the disk fail, within that many. */
    void failWithin(int calls, Fault how) {
        callsUntilFault = chance.between(1, calls);
        faultsLeft = chance.oneIn(3) ? chance.between(2, 20) : 1;
        fault = how;
    }

    /** Cancels the planned failures. */
    void callOff() {
        ending = null;
        callsUntilEnd = 0;
        faultsLeft = 0;
        callsUntilFault = 0;
    }

    @Override
    public Fault before(DiskCall call) {
        world.calledDisk(call);
        endIfDue(chance.oneIn(2));
        if (call.operation() != DiskCall.Operation.PUT) {
            world.interrupt();
        }
        Fault fault = faultOf(call);
        return isEndedWithin(call) && fault == Fault.NONE ? Fault.SHORT : fault;
    }

    /** A process that ends after one of its writes was carried out may have ended within it. */
    private boolean isEndedWithin(DiskCall call) {
        return ending != null
                && callsUntilEnd <= 1
                && (call.operation() == DiskCall.Operation.WRITE
                        || call.operation() == DiskCall.Operation.PUT)
                && chance.oneIn(2);
    }

    @Override
    public void after(DiskCall call) {
        endIfDue(true);
    }

    /** Half of the ends come before the call is carried out, the others within or after it. */
    private void endIfDue(boolean now) {
        if (ending == null) {
            return;
        }
        if (callsUntilEnd > 0) {
            callsUntilEnd--;
        }
        if (callsUntilEnd == 0 && now) {
            Ending how = ending;
            callOff();
            world.end(how);
        }
    }

    private Fault faultOf(DiskCall call) {
        if (faultsLeft == 0 || !call.operation().isChange()) {
            return Fault.NONE;
        }
        if (callsUntilFault > 0) {
            callsUntilFault--;
            return Fault.NONE;
        }
        faultsLeft--;
        world.failed(call, fault);
        return fault;
    }
}
