package dev.stanchion.load.traffic;

import dev.stanchion.load.LoadException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the server. The link answers pings and heartbeats itself, and passes everything
 * else to its role. Confined to the thread of its loop.
 *
 * <p>The link writes from two places: the block of a publisher, which it never copies, and a buffer
 * for everything small. A block ends at the end of a message, so the link writes the small buffer
 * between blocks.
 */
final class Link implements Inbound.Receiver {
    /** The subscription on which a streaming client hears heartbeats. */
    static final int HEARTBEATS = 1;

    /** The subscription on which replies to requests arrive. */
    static final int REPLIES = 2;

    /** The subscription on which a publisher's acknowledgements arrive. */
    static final int ACKS = 3;

    private static final int READ_BYTES = 256 * 1024;
    private static final int SMALL_BYTES = 2 * READ_BYTES;
    private static final int IDLE_BYTES = 16 * 1024;
    private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PONG = "PONG\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PUB = "PUB ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = " 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** How the headers of a message begin that is for the client library alone. */
    private static final String CONTROL = "NATS/1.0 100";

    private static final ByteBuffer NO_BLOCK = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final Inbound inbound;
    private final ByteBuffer small;
    private final int readSpace;
    private ByteBuffer block = NO_BLOCK;
    private Role role = Role.NONE;
    private long pongs;

    private Link(SocketChannel channel, int readBytes, int smallBytes) {
        this.channel = channel;
        this.inbound = new Inbound(readBytes);
        this.small = ByteBuffer.allocateDirect(smallBytes);
        this.readSpace = smallBytes / 2;
    }

    /** Creates a link for much traffic. Its read buffer must hold two payloads. */
    static Link busy(SocketChannel channel, int payloadBytes) {
        int readBytes = Math.max(READ_BYTES, 4 * payloadBytes);
        return new Link(channel, readBytes, SMALL_BYTES);
    }

    /** Creates a link for little traffic. There may be thousands of them. */
    static Link idle(SocketChannel channel) {
        return new Link(channel, IDLE_BYTES, IDLE_BYTES);
    }

    SocketChannel channel() {
        return channel;
    }

    void setRole(Role role) {
        this.role = role;
    }

    Role role() {
        return role;
    }

    /**
     * Returns the number of the server's answers to {@link #ping}. Each answer means that the
     * server has processed everything before the ping.
     */
    long pongs() {
        return pongs;
    }

    void ping() {
        small.put(PING);
    }

    /** Returns the buffer for small writes. The next {@link #flush} sends it. */
    ByteBuffer small() {
        return small;
    }

    /** Queues a message with the given payload. */
    void publish(String subject, String reply, byte[] payload) {
        String line = "PUB " + subject + (reply.isEmpty() ? "" : " " + reply) + " ";
        operation(line + payload.length, payload);
    }

    void subscribe(String subject, int sid) {
        operation("SUB " + subject + " " + sid, null);
    }

    void unsubscribe(int sid) {
        operation("UNSUB " + sid, null);
    }

    void operation(String line, byte @Nullable [] payload) {
        small.put((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        if (payload != null) {
            small.put(payload).put((byte) '\r').put((byte) '\n');
        }
    }

    /** Begins to write a block of whole messages. The previous block must be sent completely. */
    void write(ByteBuffer messages) {
        block = messages;
    }

    boolean hasBlock() {
        return block.hasRemaining();
    }

    /** Writes as much as the socket accepts. Returns whether everything is written. */
    boolean flush() throws IOException {
        if (block.hasRemaining()) {
            channel.write(block);
            if (block.hasRemaining()) {
                return false;
            }
        }
        if (small.position() > 0) {
            small.flip();
            channel.write(small);
            small.compact();
        }
        return small.position() == 0;
    }

    /**
     * Reads and handles the available input.
     *
     * @return false if there is no room for answers until the server reads
     */
    boolean read() throws IOException {
        if (small.remaining() < readSpace) {
            return false;
        }
        int read = inbound.readFrom(channel);
        if (read < 0) {
            throw new EOFException("the server closed a connection");
        }
        role.onArrival();
        inbound.drainTo(this);
        role.onDrained();
        return true;
    }

    void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // The connection is closed even after an error.
        }
    }

    /** Updates the selector's interest in this connection. */
    void updateInterest(SelectionKey key) {
        int wanted = 0;
        if (small.remaining() >= readSpace) {
            wanted |= SelectionKey.OP_READ;
        }
        if (block.hasRemaining() || small.position() > 0) {
            wanted |= SelectionKey.OP_WRITE;
        }
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    @Override
    public void onMessage(Incoming message) {
        if (message.sid() == HEARTBEATS) {
            answer(message);
        } else {
            role.onMessage(message);
        }
    }

    private void answer(Incoming message) {
        small.put(PUB).put(message.bytes(), message.replyAt(), message.replyLength()).put(NOTHING);
    }

    /** JetStream says that a consumer is idle, or asks whether it has read everything so far. */
    @Override
    public void onStatus(Incoming status) {
        String text =
                new String(
                        status.bytes(),
                        status.payloadAt(),
                        status.payloadLength(),
                        StandardCharsets.UTF_8);
        if (!text.startsWith(CONTROL)) {
            throw new LoadException(
                    "the server answered: " + text.lines().findFirst().orElse(""),
                    "Its log may say more; does it have JetStream?");
        }
        if (status.replyLength() > 0) {
            answer(status);
        }
    }

    @Override
    public void onPing() {
        small.put(PONG);
    }

    @Override
    public void onPong() {
        pongs++;
        role.onPong();
    }

    @Override
    public void onError(String text) {
        throw new LoadException(
                "the server answered: " + text,
                "Its log may say more; a slow consumer means that this machine cannot keep up.");
    }
}
