package dev.stanchion.engine.finding;

import java.util.List;

/**
 * What a server has found. Immutable.
 *
 * @param live what holds now, the oldest first
 * @param kinds the kinds that it looks for
 * @param lookedEpochNanos when it has last looked at all channels; 0 if it has not yet
 */
public record Findings(List<LiveFinding> live, FindingKinds kinds, long lookedEpochNanos) {
    /** Of a server that looks for nothing. */
    public static final Findings NONE = new Findings(List.of(), FindingKinds.NONE, 0);

    public Findings {
        live = List.copyOf(live);
    }
}
