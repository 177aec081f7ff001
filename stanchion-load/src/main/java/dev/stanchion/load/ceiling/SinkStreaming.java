package dev.stanchion.load.ceiling;

import dev.stanchion.protocol.ConnectResponse;
import dev.stanchion.protocol.MsgProtoEncoder;
import dev.stanchion.protocol.PubAckEncoder;
import dev.stanchion.protocol.PubMsgCursor;
import dev.stanchion.protocol.SubscriptionRequest;
import dev.stanchion.protocol.SubscriptionResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The part of NATS Streaming that the driver needs. It accepts every request and stores nothing.
 */
final class SinkStreaming {
    static final String ACKS = "_SINK.acks";

    private static final String PUB_PREFIX = "_STAN.pub";
    private static final String SUB = "_STAN.sub";
    private static final String CLOSE = "_STAN.close";
    private static final int PING_SECONDS = 5;
    private static final int PINGS_OUT = 3;

    private final Sink sink;
    private final PubMsgCursor message = new PubMsgCursor();
    private final Map<String, Channel> channels = new HashMap<>();

    private static final class Channel {
        final byte[] name;
        final List<Sink.Receiver> inboxes = new ArrayList<>();
        long sequence;

        Channel(String name) {
            this.name = name.getBytes(StandardCharsets.UTF_8);
        }
    }

    SinkStreaming(Sink sink) {
        this.sink = sink;
    }

    Route route(String subject, String reply) {
        if (subject.startsWith(PUB_PREFIX + ".")) {
            Channel channel = channel(subject.substring(PUB_PREFIX.length() + 1));
            Sink.Receiver publisher = sink.receiver(reply);
            return (source, index, length) -> publish(channel, publisher, source, index, length);
        }
        if (subject.equals(SUB)) {
            return (source, index, length) -> subscribe(reply, source, index, length);
        }
        if (subject.startsWith("_STAN.discover.")) {
            return (source, index, length) -> connect(reply);
        }
        return Route.NOWHERE; // acknowledgements and close requests need no action
    }

    private Channel channel(String name) {
        return channels.computeIfAbsent(name, Channel::new);
    }

    private void connect(String reply) {
        ConnectResponse response =
                new ConnectResponse(
                        PUB_PREFIX, SUB, SUB, CLOSE, "", SUB, "", PING_SECONDS, PINGS_OUT, 1);
        answer(reply, response::encodeTo);
    }

    private void subscribe(String reply, ByteBuf source, int index, int length) {
        SubscriptionRequest request =
                SubscriptionRequest.decode(source, index, length).orElseThrow();
        answer(reply, new SubscriptionResponse(ACKS, "")::encodeTo);
        channel(request.channel()).inboxes.add(sink.receiver(request.inbox()));
    }

    private void answer(String reply, Consumer<ByteBuf> encode) {
        ByteBuf payload = Unpooled.buffer();
        encode.accept(payload);
        Sink.Receiver receiver = sink.receiver(reply);
        receiver.begin(payload.readableBytes());
        receiver.connection().out().writeBytes(payload);
        receiver.end();
    }

    private void publish(
            Channel channel, Sink.Receiver publisher, ByteBuf source, int index, int length) {
        message.wrap(source, index, length);
        long sequence = ++channel.sequence;
        for (Sink.Receiver inbox : channel.inboxes) {
            inbox.begin(
                    MsgProtoEncoder.encodedLength(
                            sequence, channel.name.length, 0, message.dataLength(), 1));
            MsgProtoEncoder.write(
                    inbox.connection().out(),
                    sequence,
                    channel.name,
                    source,
                    0,
                    0,
                    message.dataIndex(),
                    message.dataLength(),
                    1);
            inbox.end();
        }
        publisher.begin(PubAckEncoder.encodedLength(message.guidLength(), 0));
        PubAckEncoder.write(
                publisher.connection().out(), source, message.guidIndex(), message.guidLength());
        publisher.end();
    }
}
