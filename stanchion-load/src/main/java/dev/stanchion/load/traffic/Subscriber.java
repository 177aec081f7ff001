package dev.stanchion.load.traffic;

import dev.stanchion.load.LoadException;
import dev.stanchion.load.figures.Latencies;
import dev.stanchion.load.shape.Reception;
import dev.stanchion.load.shape.Shape;
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

    private static final long NONE_YET = -1;

    private final Link link;
    private final Reception reception;
    private final int publishers;
    private final int keys;
    private final int numberStep;
    private final Latencies latencies = new Latencies();
    private boolean recordsTimes;
    private final List<Position> positions = new ArrayList<>();

    private final Counter delivered = new Counter();
    private final Counter settled = new Counter();
    private long count;
    private long arrivalNanos;
    private long lastNanos;

    private static final class Position {
        final Envelope envelope;

        /** The last number of each publisher, and of each of its keys if there are keys. */
        final long[] numbers;

        long sequence = NONE_YET;

        Position(Envelope envelope, int orders) {
            this.envelope = envelope;
            numbers = new long[orders];
            Arrays.fill(numbers, NONE_YET);
        }
    }

    Subscriber(Link link, Shape shape) {
        this.link = link;
        this.reception = shape.reception();
        this.publishers = shape.publishers();
        this.keys = Math.max(1, shape.keys());
        // each publisher writes to the channels in turn
        this.numberStep = shape.channels();
    }

    /** Begins a round, with or without due times in the messages. Called on the loop's thread. */
    void begin(boolean isPaced) {
        recordsTimes = isPaced;
        latencies.clear();
    }

    /** Adds the next subscription. Subscription IDs begin with {@link #FIRST_SID}. */
    void add(Envelope envelope) {
        positions.add(new Position(envelope, publishers * keys));
    }

    @Override
    public void onArrival() {
        arrivalNanos = System.nanoTime();
    }

    @Override
    public void onMessage(Incoming message) {
        Position position = positions.get(message.sid() - FIRST_SID);
        Envelope envelope = position.envelope;
        byte[] bytes = message.bytes();
        int payloadAt = envelope.open(message);
        if (envelope.isNumbered()) {
            checkSequence(position, envelope.sequence());
        }
        envelope.acknowledge(message, link.small());
        checkNumber(position, Tag.publisher(bytes, payloadAt), Tag.number(bytes, payloadAt));
        if (recordsTimes) {
            latencies.record(Tag.due(bytes, payloadAt), Tag.begun(bytes, payloadAt), arrivalNanos);
        }
        count++;
    }

    private void checkSequence(Position position, long sequence) {
        long last = position.sequence;
        boolean follows =
                last == NONE_YET
                        || switch (reception) {
                            case EACH -> sequence == last + 1;
                            case QUEUE -> sequence > last;
                            case KEYED -> true; // other keys overtake
                        };
        if (!follows) {
            throw outOfOrder("sequence " + sequence + " came after " + last);
        }
        position.sequence = sequence;
    }

    private void checkNumber(Position position, int publisher, long number) {
        if (publisher >= publishers) {
            throw outOfOrder("a message of publisher " + publisher + " came, which does not exist");
        }
        int order = publisher * keys + (int) (number % keys);
        long last = position.numbers[order];
        boolean follows =
                last == NONE_YET
                        || (reception == Reception.EACH
                                ? number == last + numberStep
                                : number > last);
        if (!follows) {
            throw outOfOrder(
                    "message %d of publisher %d came after %d".formatted(number, publisher, last));
        }
        position.numbers[order] = number;
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
