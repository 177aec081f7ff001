package dev.stanchion.simulation.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.kit.cluster.core.CoreMessage;
import dev.stanchion.store.jetstream.cluster.ClusterMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** A message of the simulated cluster, as the store knows messages: its parts in one buffer. */
record MessageView(
        ByteBuf buffer,
        int subjectLength,
        int replyLength,
        int headerLength,
        int payloadLength,
        int status)
        implements ClusterMessage {
    static MessageView of(CoreMessage message) {
        byte[] subject = message.subject().getBytes(UTF_8);
        byte[] reply = message.reply().getBytes(UTF_8);
        return new MessageView(
                Unpooled.copiedBuffer(subject, reply, message.headers(), message.payload()),
                subject.length,
                reply.length,
                message.headers().length,
                message.payload().length,
                message.status());
    }

    @Override
    public int subjectIndex() {
        return 0;
    }

    @Override
    public int replyIndex() {
        return subjectLength;
    }

    @Override
    public int headerIndex() {
        return subjectLength + replyLength;
    }

    @Override
    public int payloadIndex() {
        return headerIndex() + headerLength;
    }
}
