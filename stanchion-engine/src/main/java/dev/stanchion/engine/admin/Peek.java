package dev.stanchion.engine.admin;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.protocol.MsgProtoCursor;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Reads one page of a channel's messages. No position and no client takes part in it, so it leaves
 * no trace. Messages that are not durable yet are not shown.
 */
@ShardOwned
final class Peek implements LogReader {
    private final Channel channel;
    private final PageRequest request;
    private final Reply<MessagePage> reply;
    private final Deque<StoredMessage> messages = new ArrayDeque<>();
    private final Deque<Integer> sizes = new ArrayDeque<>();
    private final MsgProtoCursor cursor = new MsgProtoCursor();
    private final long upTo;
    private long bytes;
    private long reached;

    private Peek(Channel channel, PageRequest request, long upTo, Reply<MessagePage> reply) {
        this.channel = channel;
        this.request = request;
        this.upTo = upTo;
        this.reply = reply;
    }

    /** Reads forward from a sequence, or the messages that end with it. */
    static void read(
            Channel channel, long sequence, PageRequest request, Reply<MessagePage> reply) {
        ChannelLog log = channel.messages();
        long first = Math.max(1, log.firstSequence());
        long last = channel.durableSequence();
        long from = Math.max(first, sequence);
        long upTo = last;
        if (request.backward()) {
            upTo = Math.min(last, sequence);
            from = Math.max(first, upTo - request.maxMessages() + 1);
        }
        Peek peek = new Peek(channel, request, upTo, reply);
        peek.reached = from;
        if (log.messageCount() == 0 || from > upTo) {
            peek.answer();
        } else {
            int count = (int) Math.min(request.maxMessages(), upTo - from + 1);
            log.read(from, count, peek);
        }
    }

    @Override
    public boolean onMessage(
            long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
        boolean isFull = !messages.isEmpty() && bytes + length > request.maxBytes();
        if (sequence > upTo || (isFull && !request.backward())) {
            return false;
        }
        if (cursor.wrap(buffer, index, length)) {
            makeRoom(length);
            bytes += length;
            sizes.addLast(length);
            messages.addLast(
                    new StoredMessage(
                            sequence,
                            timestampEpochNanos,
                            buffer.toString(
                                    cursor.replyIndex(),
                                    cursor.replyLength(),
                                    StandardCharsets.UTF_8),
                            Payload.of(buffer, cursor.dataIndex(), cursor.dataLength())));
        }
        reached = sequence + 1;
        return true;
    }

    /** A page that ends at its place loses its first messages. */
    private void makeRoom(int length) {
        while (!messages.isEmpty() && bytes + length > request.maxBytes()) {
            messages.removeFirst();
            bytes -= sizes.removeFirst();
        }
    }

    @Override
    public void onEnd(long nextSequence) {
        if (messages.isEmpty()) {
            reached = Math.max(reached, nextSequence);
        }
        answer();
    }

    @Override
    public void onUnreadable(long sequence, StoreException why) {
        if (messages.isEmpty()) {
            reply.failed(
                    new Failure.StoreFailed(
                            why.kind(), "Message " + sequence + ": " + why.getMessage()));
        } else {
            answer();
        }
    }

    private void answer() {
        ChannelLog log = channel.messages();
        reply.succeeded(
                new MessagePage(
                        log.firstSequence(),
                        channel.durableSequence(),
                        List.copyOf(messages),
                        next(),
                        messages.size()));
    }

    private long next() {
        if (request.backward()) {
            long before = messages.isEmpty() ? 0 : messages.getFirst().sequence() - 1;
            return before >= Math.max(1, channel.messages().firstSequence()) ? before : 0;
        }
        return reached <= channel.durableSequence() ? reached : 0;
    }
}
