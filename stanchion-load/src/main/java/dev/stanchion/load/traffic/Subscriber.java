package dev.stanchion.load.traffic;

import dev.stanchion.load.LoadException;
import dev.stanchion.load.figures.Latencies;
import dev.stanchion.load.shape.Reception;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts deliveries, checks that they are correct, and acknowledges them if the protocol has
 * acknowledgements. Confined to its loop, except for the counters.
 *
 * <p>On each channel, the numbers of each publisher and the sequences must increase by one. For a
 * member of a queue group they must only increase. Together with the count, this check proves that
 * the deliveries are complete and in order.
 */
final class Subscriber implements Role {
    /** The lowest subscription ID of the role. The link uses lower ones. */
    static final int FIRST_SID = 10;

    private static final int SEQUENCE_TAG = 1 << 3;
    private static final int REDELIVERED_TAG = 6 << 3;
    private static final int DATA_TAG = 4 << 3 | 2;
    private static final long NONE_YET = -1;

    private final Link link;
    private final Reception reception;
    private final int publishers;
    private final int numberStep;
    private final boolean isStreaming;
    private final Latencies latencies = new Latencies();
    private boolean recordsTimes;
    private final List<Position> positions = new ArrayList<>();

    private final Counter delivered = new Counter();
    private final Counter settled = new Counter();
    private long count;
    private long arrivalNanos;
    private long lastNanos;

    // The sequence in the last MsgProto, and the place of its data.
    private long sequence;
    private int dataAt;

    private static final class Position {
        final AckTemplate acks;
        final long[] numbers;
        long sequence = NONE_YET;

        Position(AckTemplate acks, int publishers) {
            this.acks = acks;
            numbers = new long[publishers];
            Arrays.fill(numbers, NONE_YET);
        }
    }

    /**
     * @param channels the number of channels that each publisher writes to in turn; it is the step
     *     between a publisher's numbers on one channel
     */
    Subscriber(Link link, Reception reception, int publishers, int channels, boolean isStreaming) {
        this.link = link;
        this.reception = reception;
        this.publishers = publishers;
        this.numberStep = channels;
        this.isStreaming = isStreaming;
    }

    /** Begins a round, with or without due times in the messages. Called on the loop's thread. */
    void begin(boolean isPaced) {
        recordsTimes = isPaced;
        latencies.clear();
    }

    /** Adds the next subscription. Subscription IDs begin with {@link #FIRST_SID}. */
    void add(String ackInbox, String channel) {
        positions.add(new Position(new AckTemplate(ackInbox, channel), publishers));
    }

    @Override
    public void onArrival() {
        arrivalNanos = System.nanoTime();
    }

    @Override
    public void onMessage(int sid, byte[] bytes, int at, int length) {
        Position position = positions.get(sid - FIRST_SID);
        int payloadAt = at;
        if (isStreaming) {
            readMsgProto(bytes, at, at + length);
            checkSequence(position);
            position.acks.writeTo(link.small(), sequence);
            payloadAt = dataAt;
        }
        checkNumber(position, Tag.publisher(bytes, payloadAt), Tag.number(bytes, payloadAt));
        if (recordsTimes) {
            latencies.record(Tag.due(bytes, payloadAt), Tag.begun(bytes, payloadAt), arrivalNanos);
        }
        count++;
    }

    /** Finds sequence and data. A redelivered message is an error. */
    private void readMsgProto(byte[] bytes, int from, int to) {
        int at = from;
        sequence = 0;
        dataAt = -1;
        while (at < to) {
            int tag = bytes[at++] & 0xFF;
            long value = 0;
            int shift = 0;
            byte next;
            do {
                next = bytes[at++];
                value |= (long) (next & 0x7F) << shift;
                shift += 7;
            } while (next < 0);
            if (tag == SEQUENCE_TAG) {
                sequence = value;
            } else if (tag == REDELIVERED_TAG && value != 0) {
                throw new LoadException(
                        "message " + sequence + " was delivered a second time",
                        "Was it unacknowledged for minutes? Then the machine is too busy.");
            } else if ((tag & 7) == 2) {
                if (tag == DATA_TAG) {
                    dataAt = at;
                }
                at += (int) value;
            }
        }
        if (dataAt < 0 || at != to) {
            throw new LoadException(
                    "a delivered message cannot be decoded", "This is a fault of the server.");
        }
    }

    private void checkSequence(Position position) {
        long last = position.sequence;
        boolean follows =
                last == NONE_YET
                        || (reception == Reception.EACH ? sequence == last + 1 : sequence > last);
        if (!follows) {
            throw outOfOrder("sequence " + sequence + " came after " + last);
        }
        position.sequence = sequence;
    }

    private void checkNumber(Position position, int publisher, long number) {
        if (publisher >= publishers) {
            throw outOfOrder("a message of publisher " + publisher + " came, which does not exist");
        }
        long last = position.numbers[publisher];
        boolean follows =
                last == NONE_YET
                        || (reception == Reception.EACH
                                ? number == last + numberStep
                                : number > last);
        if (!follows) {
            throw outOfOrder(
                    "message %d of publisher %d came after %d".formatted(number, publisher, last));
        }
        position.numbers[publisher] = number;
    }

    private static LoadException outOfOrder(String what) {
        return new LoadException(
                what,
                "Messages were lost, repeated or reordered, unless others publish there too.");
    }

    @Override
    public void onDrained() {
        if (delivered.get() != count) {
            lastNanos = arrivalNanos;
            delivered.set(count);
        }
    }

    @Override
    public void onPong() {
        settled.set(link.pongs());
    }

    Counter delivered() {
        return delivered;
    }

    /**
     * Returns how often the server has confirmed that it has processed everything that was sent.
     */
    long settled() {
        return settled.get();
    }

    /** Returns the arrival time of the last message, as of the last read of {@link #delivered}. */
    long lastNanos() {
        return lastNanos;
    }

    Latencies latencies() {
        return latencies;
    }
}
