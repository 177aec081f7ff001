package dev.stanchion.kit.cluster.stream;

/**
 * How far a batch has come. Confined to the thread of the test.
 *
 * <p>{@code received} counts the messages that the leader has accepted, {@code persisted} those of
 * them that are stored. A batch that is {@code ending} takes no more messages; it is over when both
 * are equal.
 */
final class FastBatch {
    private static final int MOST_BETWEEN_ANSWERS = 500;
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final String id;
    private final boolean gapOk;
    private final int wantedFlow;
    private int flow;
    private long answered;
    private long expiresAtNanos;
    long received;
    long persisted;
    long pending;
    long streamSequence;
    boolean ending;
    String reply;

    FastBatch(FastBatchReply first, String reply, int batches) {
        id = first.batch();
        gapOk = first.gapOk();
        wantedFlow = first.flow();
        this.reply = reply;
        beginFlow(batches);
    }

    /** A batch that is alone gets what it wants; others begin with an answer to every message. */
    void beginFlow(int batches) {
        flow = batches > 1 ? 1 : Math.min(MOST_BETWEEN_ANSWERS, wantedFlow);
    }

    String id() {
        return id;
    }

    boolean isGapOk() {
        return gapOk;
    }

    int flow() {
        return flow;
    }

    long answered() {
        return answered;
    }

    /** Goes on, on a new leader, from what is stored. */
    void resume(int batches) {
        ending = false;
        pending = 0;
        received = persisted;
        answered = persisted;
        beginFlow(batches);
    }

    void touch(long nowNanos) {
        if (!ending) {
            expiresAtNanos = nowNanos + PATIENCE_NANOS;
        }
    }

    boolean isExpired(long nowNanos) {
        return !ending && expiresAtNanos <= nowNanos;
    }

    /**
     * Tells whether the publisher is to hear how far the batch has come, and notes that it does.
     */
    boolean isFlowDue(int batches) {
        if (persisted < answered + flow) {
            return false;
        }
        answered += (persisted - answered) / flow * flow;
        int most = Math.max(1, Math.min(wantedFlow, MOST_BETWEEN_ANSWERS / batches));
        if (flow < most) {
            flow = Math.min(most, flow * 2);
        } else if (flow > most) {
            flow = Math.max(most, flow / 2);
        }
        return true;
    }
}
