package dev.stanchion.load.shape;

/**
 * One kind of load.
 *
 * @param name the name on the command line
 * @param channels the number of channels; a publisher writes to them in turn, and every subscriber
 *     subscribes to all of them
 * @param payloadBytes at least {@value #MIN_PAYLOAD_BYTES}, because each payload contains its
 *     number, and with a schedule its times
 */
public record Shape(
        String name,
        Protocol protocol,
        int publishers,
        int subscribers,
        Reception reception,
        int channels,
        int payloadBytes,
        Work work,
        Ballast ballast) {
    public static final int MIN_PAYLOAD_BYTES = 16;
    private static final int MIN_TIMED_BYTES = 24;
    public static final int MAX_PAYLOAD_BYTES = 512 * 1024;
    private static final int MAX_PARTICIPANTS = 10_000;
    private static final int KEYS = 10_000;

    public Shape {
        between("publishers", publishers, 1, MAX_PARTICIPANTS);
        between("subscribers", subscribers, 0, MAX_PARTICIPANTS);
        between("channels", channels, 1, MAX_PARTICIPANTS);
        between("size", payloadBytes, MIN_PAYLOAD_BYTES, MAX_PAYLOAD_BYTES);
        if (reception.isGroup() && subscribers == 0) {
            throw new IllegalArgumentException("queue: a group without subscribers");
        }
        if (work instanceof Work.CatchUp && (subscribers == 0 || channels != 1)) {
            throw new IllegalArgumentException("catch-up: needs subscribers, and one channel");
        }
        if (isTimed(work) && payloadBytes < MIN_TIMED_BYTES) {
            throw new IllegalArgumentException(
                    "size: %d (expected: at least %d with a rate, since each message carries its"
                                    .formatted(payloadBytes, MIN_TIMED_BYTES)
                            + " times)");
        }
        if (protocol == Protocol.CORE
                && (!ballast.isEmpty() || work instanceof Work.CatchUp || channels != 1)) {
            throw new IllegalArgumentException(
                    "core NATS: stores nothing, and is driven over one subject");
        }
        if (protocol != Protocol.STREAMING && reception == Reception.KEYED) {
            throw new IllegalArgumentException(
                    protocol + ": no order by key, which the shape '" + name + "' needs");
        }
        if (protocol == Protocol.JETSTREAM && !ballast.isEmpty()) {
            throw new IllegalArgumentException(
                    "JetStream: the shape '" + name + "' needs clients of NATS Streaming");
        }
    }

    private static boolean isTimed(Work work) {
        return work instanceof Work.Paced || work instanceof Work.HalfLoad;
    }

    private static void between(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "%s: %d (expected: %d to %d)".formatted(name, value, min, max));
        }
    }

    public boolean isStreaming() {
        return protocol == Protocol.STREAMING;
    }

    /** Returns how many keys the messages have in turn; 0 if they have none. */
    public int keys() {
        return reception == Reception.KEYED ? KEYS : 0;
    }

    /** Returns whether the server stores the messages and acknowledges them. */
    public boolean isStored() {
        return protocol != Protocol.CORE;
    }

    /**
     * Returns the same shape over another protocol that stores messages.
     *
     * @throws IllegalArgumentException if this protocol cannot have it
     */
    public Shape over(Protocol other) {
        return new Shape(
                name,
                other,
                publishers,
                subscribers,
                reception,
                channels,
                payloadBytes,
                work,
                ballast);
    }

    /** Returns the maximum number of unacknowledged messages of a publisher. */
    public int window() {
        return work instanceof Work.Flood flood ? flood.window() : Shapes.CLIENTS_WINDOW;
    }

    /** Returns whether the driver records the latency of acknowledgements. */
    public boolean isTimed() {
        return isTimed(work) || window() == 1;
    }

    /** Returns whether each round runs on a newly started server. */
    public boolean isCold() {
        return work instanceof Work.Cold;
    }

    /** Returns the number of deliveries of a number of published messages. */
    public long deliveriesOf(long published) {
        return reception.isGroup() ? published : published * subscribers;
    }

    /** Returns this shape without ballast, for the comparison. */
    public Shape withoutBallast() {
        return new Shape(
                name,
                protocol,
                publishers,
                subscribers,
                reception,
                channels,
                payloadBytes,
                work,
                Ballast.NONE);
    }

    /** Returns a readable description of the shape. */
    public String described() {
        StringBuilder text = new StringBuilder();
        text.append(counted(publishers, "publisher"));
        if (reception.isGroup()) {
            text.append(", queue group of %,d".formatted(subscribers));
            text.append(keys() == 0 ? "" : " in the order of %,d keys".formatted(keys()));
        } else if (subscribers > 0) {
            text.append(", ").append(counted(subscribers, "subscriber"));
        }
        if (channels > 1) {
            text.append(", %,d channels in turn".formatted(channels));
        }
        text.append(", %,d B".formatted(payloadBytes));
        switch (work) {
            case Work.Flood flood when flood.window() == 1 -> text.append(", one at a time");
            case Work.Flood ignored -> {}
            case Work.Paced paced ->
                    text.append(", %,.0f msgs/s".formatted(paced.messagesPerSecond()));
            case Work.HalfLoad() -> text.append(", at half of the slower one's rate");
            case Work.CatchUp(int messages) ->
                    text.append(", reading %,d stored messages".formatted(messages));
            case Work.Cold(int messages) ->
                    text.append(", first %,d messages after the start".formatted(messages));
        }
        if (!ballast.isEmpty()) {
            text.append("; beside ").append(ballast.described());
        }
        return text.toString();
    }

    private static String counted(int count, String what) {
        return count == 1 ? "1 " + what : "%,d %ss".formatted(count, what);
    }
}
