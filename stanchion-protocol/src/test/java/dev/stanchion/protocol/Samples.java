package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Every record of the protocol with all fields set, and how each is decoded. */
record Samples<T extends Record>(T full, Decoder<T> decoder, Consumer<ByteBuf> encoder) {
    interface Decoder<T> {
        Optional<T> decode(ByteBuf buffer, int index, int length);
    }

    static List<Samples<?>> all() {
        ConnectRequest connect =
                new ConnectRequest("orders-1", "_INBOX.hb", 1, "\0\u00ff", -250, 3);
        ConnectResponse connected =
                new ConnectResponse(
                        "_STAN.pub.c",
                        "_STAN.sub.c",
                        "_STAN.unsub.c",
                        "_STAN.close.c",
                        "stan: clientID already registered",
                        "_STAN.subclose.c",
                        "_STAN.discover.c.pings",
                        5,
                        Integer.MAX_VALUE,
                        1);
        SubscriptionRequest subscribe =
                new SubscriptionRequest(
                        "orders-1",
                        "tickets:created",
                        "workers",
                        "_INBOX.s",
                        1024,
                        30,
                        "länge",
                        -4,
                        -1,
                        -7);
        UnsubscribeRequest unsubscribe =
                new UnsubscribeRequest(
                        "orders-1", "tickets:created", "_INBOX.a", "dürable \uD83D\uDE00");
        return List.of(
                new Samples<>(connect, ConnectRequest::decode, connect::encodeTo),
                new Samples<>(connected, ConnectResponse::decode, connected::encodeTo),
                new Samples<>(subscribe, SubscriptionRequest::decode, subscribe::encodeTo),
                of(new SubscriptionResponse("_INBOX.a", "stan: invalid subject")),
                new Samples<>(unsubscribe, UnsubscribeRequest::decode, unsubscribe::encodeTo),
                of(new CloseRequest("orders-1")),
                of(new CloseResponse("stan: unknown clientID")),
                of(new Ping("\u0080abc")),
                of(new PingResponse("client has been replaced")),
                of(new PubAck("guid-1", "too many channels")),
                of(new Ack("tickets:created", 0x8000_0000_0000_0001L)));
    }

    private static Samples<SubscriptionResponse> of(SubscriptionResponse message) {
        return new Samples<>(message, SubscriptionResponse::decode, message::encodeTo);
    }

    private static Samples<CloseRequest> of(CloseRequest message) {
        return new Samples<>(message, CloseRequest::decode, message::encodeTo);
    }

    private static Samples<CloseResponse> of(CloseResponse message) {
        return new Samples<>(message, CloseResponse::decode, message::encodeTo);
    }

    private static Samples<Ping> of(Ping message) {
        return new Samples<>(message, Ping::decode, message::encodeTo);
    }

    private static Samples<PingResponse> of(PingResponse message) {
        return new Samples<>(message, PingResponse::decode, message::encodeTo);
    }

    private static Samples<PubAck> of(PubAck message) {
        return new Samples<>(message, PubAck::decode, message::encodeTo);
    }

    private static Samples<Ack> of(Ack message) {
        return new Samples<>(message, Ack::decode, message::encodeTo);
    }

    String name() {
        return full.getClass().getSimpleName();
    }

    byte[] encoded() {
        ByteBuf target = Unpooled.buffer();
        encoder.accept(target);
        byte[] bytes = new byte[target.readableBytes()];
        target.readBytes(bytes);
        return bytes;
    }

    /** Decodes bytes that stand between others, so that an overread shows. */
    Optional<T> decode(byte[] bytes) {
        return decoder.decode(surrounded(bytes), MARGIN, bytes.length);
    }

    static final int MARGIN = 3;

    static ByteBuf surrounded(byte[] bytes) {
        byte[] wide = new byte[bytes.length + 2 * MARGIN];
        System.arraycopy(bytes, 0, wide, MARGIN, bytes.length);
        return Unpooled.wrappedBuffer(wide);
    }

    @Override
    public String toString() {
        return name();
    }
}
