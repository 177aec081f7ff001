package dev.stanchion.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One kind of message: an example with every field set, and how it is decoded.
 *
 * @param message its name in the protocol
 * @param values the example's fields in the order of their numbers; bytes as one char each
 * @param encoder writes the example
 */
record Sample(String message, List<Object> values, Consumer<ByteBuf> encoder, Decoder decoder) {
    private static final int MARGIN = 3;

    /**
     * A byte that is both a tag with an unknown number and its value. A decoder that overreads
     * continues.
     */
    private static final byte HARMLESS = 0x78;

    /** Decodes bytes to the values of all fields; empty if it refuses the bytes. */
    interface Decoder {
        Optional<List<Object>> decode(ByteBuf buffer, int index, int length);
    }

    interface RecordDecoder {
        Optional<? extends Record> decode(ByteBuf buffer, int index, int length);
    }

    static List<Sample> all() {
        return List.of(
                connectRequest(),
                connectResponse(),
                subscriptionRequest(),
                subscriptionResponse(),
                unsubscribeRequest(),
                closeRequest(),
                closeResponse(),
                ping(),
                pingResponse(),
                pubAck(),
                ack(),
                ackInPlace(),
                pubMsgInPlace(),
                msgProtoInPlace(),
                serverInfo(),
                clientInfo(),
                subState());
    }

    /** Decodes bytes in the middle of a bigger buffer, so that an overread is noticed. */
    Optional<List<Object>> decode(byte[] bytes) {
        byte[] wide = new byte[bytes.length + 2 * MARGIN];
        Arrays.fill(wide, HARMLESS);
        System.arraycopy(bytes, 0, wide, MARGIN, bytes.length);
        return decoder.decode(Unpooled.wrappedBuffer(wide), MARGIN, bytes.length);
    }

    byte[] encoded() {
        return written(encoder);
    }

    @Override
    public String toString() {
        return message;
    }

    static byte[] written(Consumer<ByteBuf> encoder) {
        ByteBuf target = Unpooled.buffer();
        encoder.accept(target);
        byte[] bytes = new byte[target.readableBytes()];
        target.readBytes(bytes);
        return bytes;
    }

    private static Sample of(Record full, RecordDecoder decoder, Consumer<ByteBuf> encoder) {
        return new Sample(
                full.getClass().getSimpleName(),
                valuesOf(full),
                encoder,
                (buffer, index, length) ->
                        decoder.decode(buffer, index, length).map(Sample::valuesOf));
    }

    private static List<Object> valuesOf(Record message) {
        return Arrays.stream(message.getClass().getRecordComponents())
                .map(component -> valueOf(message, component))
                .toList();
    }

    private static Object valueOf(Record message, RecordComponent component) {
        try {
            return component.getAccessor().invoke(message);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(component.toString(), e);
        }
    }

    private static Sample connectRequest() {
        var m = new ConnectRequest("orders-1", "_INBOX.hb", 1, "\0\u00ff\u0080", -250, 3);
        return of(m, ConnectRequest::decode, m::encodeTo);
    }

    private static Sample connectResponse() {
        var m =
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
        return of(m, ConnectResponse::decode, m::encodeTo);
    }

    private static Sample subscriptionRequest() {
        var m =
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
                        Long.MIN_VALUE,
                        true);
        return of(m, SubscriptionRequest::decode, m::encodeTo);
    }

    private static Sample subscriptionResponse() {
        var m = new SubscriptionResponse("_INBOX.a", "stan: invalid subject", true, "tickets");
        return of(m, SubscriptionResponse::decode, m::encodeTo);
    }

    private static Sample unsubscribeRequest() {
        var m = new UnsubscribeRequest("orders-1", "tickets", "_INBOX.a", "dürable \uD83D\uDE00");
        return of(m, UnsubscribeRequest::decode, m::encodeTo);
    }

    private static Sample serverInfo() {
        var m =
                new ServerInfo(
                        "c",
                        "_STAN.discover.c",
                        "_STAN.pub.c",
                        "_STAN.sub.c",
                        "_STAN.unsub.c",
                        "_STAN.close.c",
                        "_STAN.subclose.c",
                        "_STAN.ack.c",
                        "node");
        return of(m, ServerInfo::decode, m::encodeTo);
    }

    private static Sample clientInfo() {
        var m = new ClientInfo("orders-1", "_INBOX.hb", "\0\u00ff\u0080", 1, -250, 3);
        return of(m, ClientInfo::decode, m::encodeTo);
    }

    private static Sample subState() {
        var m =
                new SubState(
                        -1,
                        "orders-1",
                        "länge:workers",
                        "_INBOX.s",
                        "_INBOX.a",
                        1024,
                        -30,
                        "dur",
                        0x8000_0000_0000_0001L,
                        true,
                        true,
                        "ticket-service",
                        0x7000_0000_0000_0001L,
                        "9 1 p ops",
                        "1f 3");
        return of(m, SubState::decode, m::encodeTo);
    }

    private static Sample closeRequest() {
        var m = new CloseRequest("orders-1");
        return of(m, CloseRequest::decode, m::encodeTo);
    }

    private static Sample closeResponse() {
        var m = new CloseResponse("stan: unknown clientID");
        return of(m, CloseResponse::decode, m::encodeTo);
    }

    private static Sample ping() {
        var m = new Ping("\u0080abc");
        return of(m, Ping::decode, m::encodeTo);
    }

    private static Sample pingResponse() {
        var m = new PingResponse("client has been replaced or is no longer registered");
        return of(m, PingResponse::decode, m::encodeTo);
    }

    private static Sample pubAck() {
        var m = new PubAck("guid-1", "too many channels");
        return of(m, PubAck::decode, m::encodeTo);
    }

    private static Sample ack() {
        var m = new Ack("tickets:created", 0x8000_0000_0000_0001L);
        return of(m, Ack::decode, m::encodeTo);
    }

    private static Sample ackInPlace() {
        AckCursor cursor = new AckCursor();
        return new Sample(
                "Ack in place",
                List.of("tickets", -1L),
                new Ack("tickets", -1)::encodeTo,
                (buffer, index, length) ->
                        cursor.wrap(buffer, index, length)
                                ? Optional.of(valuesOf(cursor))
                                : Optional.empty());
    }

    private static List<Object> valuesOf(AckCursor in) {
        return List.of(latin1(in.buffer(), in.channelIndex(), in.channelLength()), in.sequence());
    }

    private static Sample pubMsgInPlace() {
        PubMsgCursor cursor = new PubMsgCursor();
        byte[] data = "d\0ta".getBytes(ISO_8859_1);
        return new Sample(
                "PubMsg in place",
                List.of("orders-1", "guid", "tickets", "answers", "d\0ta", "conn\u00ff"),
                target ->
                        PubMsgEncoder.write(
                                target,
                                "orders-1",
                                "guid",
                                "tickets",
                                "answers",
                                data,
                                "conn\u00ff"),
                (buffer, index, length) ->
                        cursor.wrap(buffer, index, length)
                                ? Optional.of(valuesOf(cursor))
                                : Optional.empty());
    }

    private static List<Object> valuesOf(PubMsgCursor in) {
        return List.of(
                latin1(in.buffer(), in.clientIdIndex(), in.clientIdLength()),
                latin1(in.buffer(), in.guidIndex(), in.guidLength()),
                latin1(in.buffer(), in.channelIndex(), in.channelLength()),
                latin1(in.buffer(), in.replyIndex(), in.replyLength()),
                latin1(in.buffer(), in.dataIndex(), in.dataLength()),
                latin1(in.buffer(), in.connIdIndex(), in.connIdLength()));
    }

    private static Sample msgProtoInPlace() {
        MsgProtoCursor cursor = new MsgProtoCursor();
        ByteBuf source = Unpooled.copiedBuffer("..reply-data", ISO_8859_1);
        return new Sample(
                "MsgProto in place",
                List.of(-2L, "tickets", "reply", "data", 1_700_000_000_123_456_789L, true, -1),
                target -> {
                    byte[] channel = "tickets".getBytes(ISO_8859_1);
                    long timestamp = 1_700_000_000_123_456_789L;
                    MsgProtoEncoder.write(target, -2, channel, source, 2, 5, 8, 4, timestamp);
                    MsgProtoEncoder.writeRedelivery(target, -1);
                },
                (buffer, index, length) ->
                        cursor.wrap(buffer, index, length)
                                ? Optional.of(valuesOf(cursor))
                                : Optional.empty());
    }

    private static List<Object> valuesOf(MsgProtoCursor in) {
        return List.of(
                in.sequence(),
                latin1(in.buffer(), in.channelIndex(), in.channelLength()),
                latin1(in.buffer(), in.replyIndex(), in.replyLength()),
                latin1(in.buffer(), in.dataIndex(), in.dataLength()),
                in.timestampEpochNanos(),
                in.redelivered(),
                in.redeliveryCount());
    }

    private static String latin1(ByteBuf buffer, int index, int length) {
        return buffer.toString(index, length, ISO_8859_1);
    }
}
