package dev.stanchion.nats.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Traces the protocol of one connection, one line for each operation, in the words of the reference
 * server: {@code <<-} comes from the client, {@code ->>} goes to it. Immutable; any loop may
 * deliver.
 *
 * <p>It is called only if {@link #isOn}, which each loop looks up once for each turn. So it costs a
 * message nothing while it is off.
 *
 * <p>Source: {@code traceOp} and {@code traceMsg} in {@code server/client.go} of nats-server
 * 2.9.24. Differs: of a {@code CONNECT} it shows neither token, JWT nor signature, which that
 * server shows.
 */
public final class ProtocolTrace implements OpTrace {
    private static final Logger LOG = LoggerFactory.getLogger(ProtocolTrace.class);
    private static final String CONNECT = "CONNECT";

    private final String connection;
    private final int maxPayloadBytes;

    /**
     * @param connection the beginning of its lines
     * @param maxPayloadBytes how much of a payload is shown; 0 means all
     */
    public ProtocolTrace(String connection, int maxPayloadBytes) {
        this.connection = connection;
        this.maxPayloadBytes = maxPayloadBytes;
    }

    /** Returns whether the protocol is traced. */
    public static boolean isOn() {
        return LOG.isTraceEnabled();
    }

    @Override
    public void operation(String name) {
        LOG.trace("{} - <<- [{}]", connection, name);
    }

    @Override
    public void operation(String name, ByteBuffer bytes, int index, int length) {
        String arguments = new String(copy(bytes, index, length), StandardCharsets.UTF_8);
        LOG.trace(
                "{} - <<- [{} {}]",
                connection,
                name,
                name.equals(CONNECT) ? Redacted.of(arguments) : arguments);
    }

    @Override
    public void payload(ByteBuffer bytes, int index, int length) {
        LOG.trace("{} - <<- MSG_PAYLOAD: [{}]", connection, shown(bytes, index, length));
    }

    /**
     * Returns the payload as the trace shows it. Returns the payload as the trace shows it. The
     * reference cuts the quoted text, not the payload, so escapes make it shorter.
     */
    private String shown(ByteBuffer bytes, int index, int length) {
        if (maxPayloadBytes == 0 || length <= maxPayloadBytes) {
            return GoQuote.of(copy(bytes, index, length));
        }
        String quoted = GoQuote.of(copy(bytes, index, maxPayloadBytes));
        return quoted.substring(0, Math.min(1 + maxPayloadBytes, quoted.length() - 1)) + "...\"";
    }

    private static byte[] copy(ByteBuffer bytes, int index, int length) {
        byte[] copy = new byte[length];
        bytes.get(index, copy);
        return copy;
    }

    /** Traces a line that goes to the client. */
    public void told(String line) {
        LOG.trace("{} - ->> [{}]", connection, line);
    }

    /** Traces the end of one of the client's subscriptions, whatever the reason. */
    public void ended(byte[] sid) {
        LOG.trace("{} - <-> [DELSUB {}]", connection, new String(sid, StandardCharsets.UTF_8));
    }
}
