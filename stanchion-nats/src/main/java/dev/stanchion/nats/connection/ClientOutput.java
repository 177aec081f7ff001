package dev.stanchion.nats.connection;

import dev.stanchion.nats.loop.BatchTarget;
import dev.stanchion.nats.loop.ConnectionBatch;
import dev.stanchion.nats.loop.TurnLoop;
import dev.stanchion.nats.loop.TurnOutput;
import dev.stanchion.nats.message.MessageSource;
import dev.stanchion.nats.message.OutboundBytes;
import dev.stanchion.nats.message.PendingBytes;
import dev.stanchion.nats.message.RoutedMessage;
import dev.stanchion.nats.wire.CloseReason;
import dev.stanchion.nats.wire.ProtocolTrace;
import io.netty.channel.Channel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The output of a client's connection. The loop of the connection appends to it. Other loops gather
 * messages in batches for it. It is written at the end of a turn.
 *
 * <p>Confined to the loop of the connection, except {@link #deliver} and {@link #pending}.
 */
final class ClientOutput implements BatchTarget, TurnOutput, Outbound.Owner {
    private final Client client;
    private final TurnLoop loop;
    private final PendingBytes pending;
    private final Outbound outbound;
    private final KeepAlive keepAlive;
    private final Traffic traffic;
    private final ProtocolTrace trace;

    /** The last batch of each other loop. An element belongs to the loop with its index. */
    private final @Nullable ConnectionBatch[] batches;

    private boolean touched;

    /** The connection whose output it is. Called on its loop, except methods that say otherwise. */
    interface Client {
        ConnectionPhase phase();

        /** Returns whether the connection accepts messages. Any thread. */
        boolean isOpen();

        /** Closes the connection, because the peer does not read. Any thread. */
        void cut(CloseReason reason);

        /** All output of a connection that ends is written. */
        void onDrained();

        /** A write has failed. All later ones will fail too. */
        void onWriteFailed(Throwable cause);
    }

    ClientOutput(
            Client client,
            TurnLoop loop,
            Channel channel,
            ConnectionLimits limits,
            KeepAlive keepAlive,
            Traffic traffic,
            ProtocolTrace trace) {
        this.client = client;
        this.loop = loop;
        this.keepAlive = keepAlive;
        this.traffic = traffic;
        this.trace = trace;
        pending = new PendingBytes(limits.maxPendingBytes());
        outbound = new Outbound(this, channel, pending, deadline(limits.writeDeadline()));
        batches = new ConnectionBatch[loop.siblingCount()];
    }

    private WriteDeadline deadline(Duration writeDeadline) {
        return new WriteDeadline(
                () -> client.cut(CloseReason.SLOW_CONSUMER_WRITE_DEADLINE),
                loop,
                writeDeadline.toNanos());
    }

    /** Returns whether the connection accepts messages. Any thread. */
    boolean isOpen() {
        return client.isOpen();
    }

    /** Returns the count of what is queued. Any thread. */
    PendingBytes pending() {
        return pending;
    }

    /**
     * Queues a message, or gathers it for the connection's loop. On the publisher's loop.
     *
     * @param bytes the length of the message as it is prepared for this connection
     */
    boolean deliver(RoutedMessage message, int bytes, TurnLoop from) {
        if (!pending.allows(bytes)) {
            client.cut(CloseReason.SLOW_CONSUMER_PENDING_BYTES);
            return false;
        }
        if (from.isTracing()) {
            trace.told(message.lineText());
        }
        if (from == loop) {
            traffic.delivered(1, message.bodyLength());
            pending.addOwn(bytes);
            from.gathered(bytes, outbound.append(message, bytes));
            keepAlive.active();
            touch();
        } else {
            pending.addGathered(bytes);
            from.gathered(bytes, batchOf(from).add(message, bytes));
        }
        MessageSource source = message.source();
        if (source != null && pending.isCongested()) {
            source.onCongested(pending);
        }
        return true;
    }

    /**
     * Returns the batch in which another loop gathers messages for this connection in its turn. On
     * that loop.
     */
    private ConnectionBatch batchOf(TurnLoop from) {
        ConnectionBatch batch = batches[from.index()];
        if (batch == null || !batch.isOpen()) {
            batch = from.batchFor(loop).open(this, batch);
            batches[from.index()] = batch;
        }
        return batch;
    }

    /** Queues the messages that another loop has gathered. */
    @Override
    public void take(OutboundBytes gathered, int bytes, int messages, long bodyBytes) {
        traffic.delivered(messages, bodyBytes);
        if (client.phase() == ConnectionPhase.OPEN) {
            outbound.take(gathered, bytes);
            pending.arrived(bytes);
            keepAlive.active();
            touch();
        } else {
            gathered.discard();
        }
    }

    /** Traces a line that the server sends, except messages. On the loop. */
    void tracing(String line) {
        if (loop.isTracing()) {
            trace.told(line);
        }
    }

    /** Queues an answer of the server itself. Closes the connection if too much is queued. */
    void send(byte[] bytes) {
        if (!client.isOpen()) {
            return;
        }
        if (pending.allows(bytes.length)) {
            queue(bytes);
        } else {
            client.cut(CloseReason.SLOW_CONSUMER_PENDING_BYTES);
        }
    }

    /** Queues bytes, however much is queued already. */
    void queue(byte[] bytes) {
        pending.addOwn(bytes.length);
        outbound.append(bytes);
        touch();
    }

    /** Has {@link #flush} called at the end of this turn. */
    void touch() {
        if (!touched) {
            touched = true;
            loop.touch(this);
        }
    }

    /** Writes what this turn has queued. At the end of a turn. */
    @Override
    public void flush() {
        touched = false;
        if (client.isOpen() && !outbound.isEmpty()) {
            traffic.moved();
        }
        outbound.flush();
        if (client.phase() == ConnectionPhase.DRAINING && outbound.isEmpty()) {
            client.onDrained();
        }
    }

    @Override
    public void onWritten() {
        if (client.phase() != ConnectionPhase.CLOSED) {
            touch();
        }
    }

    @Override
    public void onWriteFailed(Throwable cause) {
        client.onWriteFailed(cause);
    }

    /** Accepts no more messages of other loops. Called when the connection begins to end. */
    void end() {
        pending.close();
    }

    /** Releases what is queued. After that, nothing may be appended. */
    void discard() {
        outbound.discard();
    }
}
