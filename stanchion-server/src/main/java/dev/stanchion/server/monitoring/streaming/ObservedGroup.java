package dev.stanchion.server.monitoring.streaming;

import dev.stanchion.activity.ActivityReport;
import dev.stanchion.activity.Role;
import dev.stanchion.activity.witness.WitnessReport;
import java.util.function.Supplier;

/** What a server is in its group, for pages. Safe for use by many threads. */
public final class ObservedGroup {
    private final boolean isThere;
    private volatile Supplier<WitnessReport> kept = () -> WitnessReport.NONE;
    private volatile ActivityReport report = ActivityReport.BEGINNING;

    /**
     * @param isThere whether the server is in a group
     */
    public ObservedGroup(boolean isThere) {
        this.isThere = isThere;
    }

    /** Takes what the server is now. */
    public void changed(ActivityReport now) {
        report = now;
    }

    /** Takes where to ask what the server keeps for clients. */
    public void keeps(Supplier<WitnessReport> reports) {
        kept = reports;
    }

    /** Returns what the server keeps for clients. */
    public WitnessReport kept() {
        return kept.get();
    }

    /** Returns whether the server is in a group. */
    public boolean isThere() {
        return isThere;
    }

    /** Returns what the server is now. */
    public ActivityReport report() {
        return report;
    }

    /** Returns whether the server is in a group and serves clients. */
    public boolean isActive() {
        return isThere && report.role() == Role.ACTIVE;
    }

    /** Returns whether the server is in a group and serves nobody. */
    public boolean isStandby() {
        return isThere && !report.isActive();
    }

    /** Returns the state in the words of NATS Streaming. */
    public String state() {
        if (!isThere) {
            return "STANDALONE";
        }
        return report.isActive() ? "FT_ACTIVE" : "FT_STANDBY";
    }
}
