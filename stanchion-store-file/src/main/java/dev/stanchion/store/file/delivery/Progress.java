package dev.stanchion.store.file.delivery;

/**
 * What was last noted of one subscription in this batch: deliveries or acknowledgements whose
 * sequences are equally far apart, so that those of a member that gets each third message are one
 * entry. Owned by the channel's shard.
 */
public final class Progress {
    private final long channel;
    private final long id;
    private Step step = Step.DELIVERED;
    private long first;
    private long last;
    private long stride;
    private long count;
    private boolean isListed;

    /** What can happen to a message. */
    enum Step {
        DELIVERED,
        ACKNOWLEDGED
    }

    /** Begins with nothing noted. */
    public Progress(long channel, long id) {
        this.channel = channel;
        this.id = id;
    }

    /** Takes one more; false if it does not go on as what is here. */
    boolean take(Step what, long sequence) {
        if (count == 0) {
            step = what;
            first = sequence;
            last = sequence;
            stride = 1;
            count = 1;
            return true;
        }
        long distance = sequence - last;
        if (what != step || distance <= 0 || (count > 1 && distance != stride)) {
            return false;
        }
        stride = distance;
        last = sequence;
        count++;
        return true;
    }

    /** Appends what is here, if there is anything, and begins anew. */
    void moveTo(DeliveryFrame frame) {
        if (count > 0) {
            frame.run(step, channel, id, first, count, stride);
            count = 0;
        }
    }

    /** Tells whether it was not listed yet among those that have something; it is now. */
    boolean list() {
        boolean isNew = !isListed;
        isListed = true;
        return isNew;
    }

    void unlist() {
        isListed = false;
    }

    long channel() {
        return channel;
    }

    long id() {
        return id;
    }
}
