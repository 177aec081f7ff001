package dev.stanchion.kit.cluster.stream;

/**
 * A message of a stream. Nobody changes its bytes.
 *
 * @param headers empty if there are none
 * @param atEpochNanos when the cluster's clock says that it was stored
 * @param atNanos when it was stored in virtual time, which does not jump
 */
@SuppressWarnings("ArrayRecordComponent")
public record StoredMessage(
        long sequence,
        String subject,
        byte[] headers,
        byte[] payload,
        long atEpochNanos,
        long atNanos) {
    /** What a message takes of {@code max_bytes} in a file, beside its subject and its bytes. */
    private static final long OVERHEAD = 30;

    private static final long OVERHEAD_OF_HEADERS = 4;

    /** Returns how much of {@code max_bytes} the message takes. */
    public long countedBytes() {
        return countedBytes(subject, headers, payload);
    }

    static long countedBytes(String subject, byte[] headers, byte[] payload) {
        long ofHeaders = headers.length == 0 ? 0 : OVERHEAD_OF_HEADERS + headers.length;
        return OVERHEAD + subject.length() + ofHeaders + payload.length;
    }

    /** Returns what a batched direct get counts of the message. */
    public long sentBytes() {
        return (long) subject.length() + headers.length + payload.length;
    }
}
