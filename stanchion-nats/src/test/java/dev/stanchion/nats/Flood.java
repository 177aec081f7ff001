package dev.stanchion.nats;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.stanchion.kit.wire.RawClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes on {@code flood} as fast as the socket takes it, and now and then an order on {@code
 * orders}. One thread publishes; the others may talk to it meanwhile.
 */
final class Flood {
    static final String ORDER = "order";
    private static final String LAST = "last";

    private static final int MESSAGES_PER_BATCH = 64;
    private static final int PAYLOAD_BYTES = 4096;
    private static final byte[] BATCH =
            (("PUB flood " + PAYLOAD_BYTES + "\r\n" + "x".repeat(PAYLOAD_BYTES) + "\r\n")
                                    .repeat(MESSAGES_PER_BATCH)
                            + publish(ORDER))
                    .getBytes(US_ASCII);

    private final RawClient publisher;
    private volatile @Nullable RawClient dawdler;
    private volatile boolean stopped;

    Flood(RawClient publisher) {
        this.publisher = publisher;
    }

    private static String publish(String order) {
        return "PUB orders " + order.length() + "\r\n" + order + "\r\n";
    }

    /** Lets a subscriber read one message for each batch of {@value #MESSAGES_PER_BATCH}. */
    void lag(RawClient subscriber) {
        dawdler = subscriber;
    }

    /** Returns how many orders were published before the last one. */
    long publishUntilStopped() {
        long batches = 0;
        try {
            while (!stopped) {
                publisher.send(BATCH);
                batches++;
                readALittle();
            }
            publisher.send(publish(LAST));
            return batches;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readALittle() {
        RawClient lagging = dawdler;
        try {
            if (lagging != null && lagging.skip(PAYLOAD_BYTES) < PAYLOAD_BYTES) {
                dawdler = null;
            }
        } catch (IOException cut) {
            dawdler = null; // by a reset, because it has not read everything
        }
    }

    void stop() {
        stopped = true;
    }
}
