package dev.stanchion.store.file.delivery;

/**
 * The last noted events of one subscription in this batch: deliveries or acknowledgements whose
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

    /** The events of a message. */
    enum Step {
        DELIVERED,
        ACKNOWLEDGED
    }

    /** Begins with nothing noted. */
    public Progress(long channel, long id) {
        this.channel = channel;
        this.id = id;
    }

    /** Adds one more event; false if it does not continue the current entry. */
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

    /** Appends the current entry, if there is one, and begins a new one. */
    void moveTo(DeliveryFrame frame) {
        if (count > 0) {
            frame.run(step, channel, id, first, count, stride);
            count = 0;
        }
    }

    /** Returns whether it was not yet in the list of subscriptions with an entry; it is now. */
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
