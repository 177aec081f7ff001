package dev.stanchion.nats.connection;

import dev.stanchion.nats.loop.TurnLoop;
import dev.stanchion.nats.message.PendingBytes;
import dev.stanchion.nats.wire.ClientOpParser;
import dev.stanchion.nats.wire.ClientOps;
import dev.stanchion.nats.wire.Envelopes;
import dev.stanchion.nats.wire.ProtocolTrace;
import io.netty.buffer.ByteBuf;

/**
 * Executes the operations in what a client sends, and pauses reading from a client that floods
 * others. Confined to the loop.
 */
final class ClientInput {
    private final TurnLoop loop;
    private final ClientOpParser parser;
    private final CarriedBytes carried;
    private final ProducerStall stall;
    private final ProtocolTrace trace;

    ClientInput(
            ClientOps ops,
            TurnLoop loop,
            ReadGate gate,
            ConnectionLimits limits,
            Envelopes envelopes,
            ProtocolTrace trace) {
        this.loop = loop;
        this.trace = trace;
        parser =
                new ClientOpParser(
                        ops, limits.maxControlLineBytes(), limits.maxPayloadBytes(), envelopes);
        carried = new CarriedBytes(parser);
        stall = new ProducerStall(loop, gate);
    }

    /**
     * Executes the operations of a read. The caller releases {@code read}.
     *
     * @throws dev.stanchion.nats.wire.ProtocolViolation if the connection must end
     */
    void take(ByteBuf read) {
        parser.traceTo(loop.isTracing() ? trace : null);
        carried.take(read, loop.readBuffers().bytesOf(read));
        stall.endRead();
    }

    /** Executes the operations that waited for the decision about the client. */
    void resume() {
        carried.resume();
        stall.endRead();
    }

    /** Records that a message of the current read went to a congested connection. */
    void onCongested(PendingBytes congested) {
        stall.onCongested(congested);
    }

    /** Releases what is kept for the next read. */
    void clear() {
        carried.clear();
    }
}
