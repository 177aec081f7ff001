package dev.stanchion.client;

/**
 * What a {@link StreamingClient} does with a publish whose ack did not come before the connection
 * was lost. The server may have stored the message or not.
 */
public enum UncertainPublishes {
    /** The publish fails with {@link StreamingException.Kind#UNCERTAIN}; the program decides. */
    FAIL,
    /**
     * The client publishes it again. The message may be stored twice, and then with two sequences.
     */
    RESEND
}
