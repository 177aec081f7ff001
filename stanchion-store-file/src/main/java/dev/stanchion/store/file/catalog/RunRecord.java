package dev.stanchion.store.file.catalog;

/**
 * How far one run of a server has come.
 *
 * @param number from 1, one higher each time
 * @param bootId which start of the machine it is in; 0 if nothing says that
 * @param isOpen whether it has not ended in good order
 * @param isIncomplete whether subscriptions may have been sent messages that nothing recorded
 */
public record RunRecord(long number, long bootId, boolean isOpen, boolean isIncomplete) {
    /** There was none, or it was one of a server that did not say. */
    static final RunRecord NONE = new RunRecord(0, 0, true, true);

    RunRecord ended() {
        return new RunRecord(number, bootId, false, false);
    }

    /** Returns the same run, of which something may be missing. */
    public RunRecord incomplete() {
        return new RunRecord(number, bootId, isOpen, true);
    }
}
