package dev.stanchion.transfer;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is damaged or lost in a source. It keeps the first {@value #MOST} findings and
 * counts all of them. Confined to the thread of the copy.
 */
public final class Findings {
    private static final int MOST = 1000;

    private final List<Finding> kept = new ArrayList<>();
    private long losses;
    private long notes;
    private long lostMessages;

    /** Something is lost. */
    public void loss(String place, String meaning) {
        losses++;
        keep(new Finding(Finding.Severity.LOSS, place, meaning));
    }

    /** Messages of a channel are lost: all sequences from the first to the last one. */
    public void lostMessages(String channel, long first, long last) {
        lostMessages += last - first + 1;
        loss(
                "channel " + channel,
                first == last
                        ? "message #%d is lost".formatted(first)
                        : "messages #%d to #%d are lost".formatted(first, last));
    }

    /** Something is odd, and nothing is lost by it. */
    public void note(String place, String meaning) {
        notes++;
        keep(new Finding(Finding.Severity.NOTE, place, meaning));
    }

    /** Adds the findings of another reader, except those that are here already. */
    void addMissing(Findings other) {
        for (Finding finding : other.kept) {
            if (!kept.contains(finding)) {
                keep(finding);
                losses += finding.severity() == Finding.Severity.LOSS ? 1 : 0;
                notes += finding.severity() == Finding.Severity.NOTE ? 1 : 0;
            }
        }
    }

    private void keep(Finding finding) {
        if (kept.size() < MOST) {
            kept.add(finding);
        }
    }

    /** Returns the first findings, in the order of the source. */
    public List<Finding> kept() {
        return List.copyOf(kept);
    }

    /** Returns how many findings there are in addition to {@link #kept}. */
    public long notKept() {
        return losses + notes - kept.size();
    }

    /** Returns how many findings are losses. */
    public long losses() {
        return losses;
    }

    /** Returns how many messages are known to be lost. */
    public long lostMessages() {
        return lostMessages;
    }
}
