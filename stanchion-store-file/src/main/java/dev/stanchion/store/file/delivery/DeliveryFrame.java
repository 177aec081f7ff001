package dev.stanchion.store.file.delivery;

import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.store.file.recordlog.FieldReader;
import dev.stanchion.store.file.recordlog.FieldWriter;
import dev.stanchion.store.file.recordlog.RecordFields;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * What one batch of a shard has done to subscriptions. Its array is used again by the next; nothing
 * is allocated for a delivery or acknowledgement. Owned by the shard.
 *
 * <pre>
 *   0        8        12       16
 *   +--------+--------+--------+------------- ..
 *   | number | length | CRC32C | entries
 *   +--------+--------+--------+------------- ..
 *
 *   entry    kind (1) | channel | subscription, then by kind
 *            1 delivered, 2 acknowledged: first sequence | how many | how far apart
 *            3 put: the subscription's fields | its user        4 gone
 *            5 put in doubt: as 3 | the sequence up to which messages may have been sent (8)
 *            6 put paused: as 5 | the note on the pause
 *            7 put attempted: as 6 | the note on attempts
 * </pre>
 *
 * <p>{@code number}, {@code length} and the CRC, which covers all but itself, are big-endian; other
 * numbers have seven bits to a byte, lowest first.
 */
final class DeliveryFrame {
    static final int HEADER_BYTES = 16;

    private static final int LENGTH_OFFSET = 8;
    private static final int CHECKSUM_OFFSET = 12;
    private static final int DELIVERED = 1;
    private static final int ACKNOWLEDGED = 2;
    private static final int PUT = 3;
    private static final int GONE = 4;
    private static final int PUT_IN_DOUBT = 5;
    private static final int PUT_PAUSED = 6;
    private static final int PUT_ATTEMPTED = 7;
    private static final int MAX_RUN_BYTES = 1 + 5 * 10;

    private final CRC32C checksum = new CRC32C();
    private byte[] bytes = new byte[1024];
    private ByteBuffer header = ByteBuffer.wrap(bytes);
    private int size = HEADER_BYTES;

    boolean isEmpty() {
        return size == HEADER_BYTES;
    }

    int size() {
        return size;
    }

    byte[] bytes() {
        return bytes;
    }

    void clear() {
        size = HEADER_BYTES;
    }

    void run(Progress.Step step, long channel, long id, long first, long count, long stride) {
        reserve(MAX_RUN_BYTES);
        bytes[size++] = (byte) (step == Progress.Step.DELIVERED ? DELIVERED : ACKNOWLEDGED);
        compact(channel);
        compact(id);
        compact(first);
        compact(count);
        compact(stride);
    }

    void put(long channel, SubscriptionRecord subscription) {
        boolean hasAttempts = !subscription.attempts().isEmpty();
        boolean isPaused = hasAttempts || !subscription.pause().isEmpty();
        boolean isInDoubt = isPaused || subscription.perhapsSentUpTo() > 0;
        FieldWriter fields = new FieldWriter();
        int kind = isPaused ? PUT_PAUSED : isInDoubt ? PUT_IN_DOUBT : PUT;
        fields.kind(hasAttempts ? PUT_ATTEMPTED : kind).compact(channel).compact(subscription.id());
        RecordFields.write(fields, subscription);
        fields.text(subscription.user());
        if (isInDoubt) {
            fields.number(subscription.perhapsSentUpTo());
        }
        if (isPaused) {
            fields.text(subscription.pause());
        }
        if (hasAttempts) {
            fields.text(subscription.attempts());
        }
        ByteBuffer encoded = fields.bytes();
        int length = encoded.remaining();
        reserve(length);
        encoded.get(bytes, size, length);
        size += length;
    }

    void gone(long channel, long id) {
        reserve(MAX_RUN_BYTES);
        bytes[size++] = GONE;
        compact(channel);
        compact(id);
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
            header = ByteBuffer.wrap(bytes);
        }
    }

    private void compact(long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            bytes[size++] = (byte) ((left & 0x7F) | 0x80);
            left >>>= 7;
        }
        bytes[size++] = (byte) left;
    }

    /** Completes the frame. */
    void seal(long number) {
        header.putLong(0, number);
        header.putInt(LENGTH_OFFSET, size - HEADER_BYTES);
        checksum.reset();
        checksum.update(bytes, 0, CHECKSUM_OFFSET);
        checksum.update(bytes, HEADER_BYTES, size - HEADER_BYTES);
        header.putInt(CHECKSUM_OFFSET, (int) checksum.getValue());
    }

    /**
     * Returns how long the frame is that begins at an offset; 0 if there is no whole one, or it has
     * another number.
     */
    static int lengthAt(ByteBuffer content, int offset, long number) {
        int left = content.limit() - offset - HEADER_BYTES;
        if (left < 0 || content.getLong(offset) != number) {
            return 0;
        }
        int length = content.getInt(offset + LENGTH_OFFSET);
        if (length < 1 || length > left) {
            return 0;
        }
        CRC32C found = new CRC32C();
        found.update(content.slice(offset, CHECKSUM_OFFSET));
        found.update(content.slice(offset + HEADER_BYTES, length));
        return (int) found.getValue() == content.getInt(offset + CHECKSUM_OFFSET)
                ? HEADER_BYTES + length
                : 0;
    }

    /**
     * Reads the frame at an offset.
     *
     * @throws IllegalArgumentException if its checksum is right and it is no frame all the same
     */
    static void replay(ByteBuffer content, int offset, DeliverySink sink) {
        long number = content.getLong(offset);
        int length = content.getInt(offset + LENGTH_OFFSET);
        ByteBuffer body = content.slice(offset + HEADER_BYTES, length);
        FieldReader from = new FieldReader(body);
        while (body.hasRemaining()) {
            replayEntry(number, from, sink);
        }
    }

    private static void replayEntry(long number, FieldReader from, DeliverySink sink) {
        int kind = from.kind();
        long channel = from.compact();
        long id = from.compact();
        switch (kind) {
            case DELIVERED, ACKNOWLEDGED -> {
                long sequence = from.compact();
                long count = from.compact();
                long stride = from.compact();
                for (long i = 0; i < count; i++) {
                    if (kind == DELIVERED) {
                        sink.delivered(number, channel, id, sequence);
                    } else {
                        sink.acknowledged(number, channel, id, sequence);
                    }
                    sequence += stride;
                }
            }
            case PUT -> sink.put(number, channel, ofUser(from));
            case PUT_IN_DOUBT ->
                    sink.put(number, channel, ofUser(from).withPerhapsSentUpTo(from.number()));
            case PUT_PAUSED ->
                    sink.put(
                            number,
                            channel,
                            ofUser(from).withPerhapsSentUpTo(from.number()).withPause(from.text()));
            case PUT_ATTEMPTED ->
                    sink.put(
                            number,
                            channel,
                            ofUser(from)
                                    .withPerhapsSentUpTo(from.number())
                                    .withPause(from.text())
                                    .withAttempts(from.text()));
            case GONE -> sink.gone(number, channel, id);
            default ->
                    throw new IllegalArgumentException(
                            "kind of entry: %d (expected: 1 to 7)".formatted(kind));
        }
    }

    private static SubscriptionRecord ofUser(FieldReader from) {
        return RecordFields.subscription(from).withUser(from.text());
    }
}
