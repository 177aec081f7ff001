package dev.stanchion.engine.admin;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.StoreException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Copies one page of a channel's log, byte by byte. It leaves no trace. */
@ShardOwned
final class LogCopy implements LogReader {
    private final Channel channel;
    private final long upTo;
    private final Reply<LogPage> reply;
    private final ByteBuf frames = Unpooled.buffer();
    private int messages;
    private long reached;

    private LogCopy(Channel channel, long from, long upTo, Reply<LogPage> reply) {
        this.channel = channel;
        this.reached = from;
        this.upTo = upTo;
        this.reply = reply;
    }

    /**
     * Copies messages from a sequence on.
     *
     * @param wantedUpTo the last one; messages that are not durable are left out
     */
    static void read(Channel channel, long wantedFrom, long wantedUpTo, Reply<LogPage> reply) {
        ChannelLog log = channel.messages();
        long from = Math.max(Math.max(1, log.firstSequence()), wantedFrom);
        long upTo = Math.min(channel.durableSequence(), wantedUpTo);
        LogCopy copy = new LogCopy(channel, from, upTo, reply);
        if (log.messageCount() == 0 || from > upTo) {
            copy.reached = upTo + 1;
            copy.answer(0);
        } else {
            log.read(from, (int) Math.min(LogPage.MOST_MESSAGES, upTo - from + 1), copy);
        }
    }

    @Override
    public boolean onMessage(
            long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
        if (sequence > upTo) {
            reached = upTo + 1;
            return false;
        }
        if (messages > 0 && frames.readableBytes() + length > LogPage.MOST_BYTES) {
            return false;
        }
        frames.writeInt(length);
        frames.writeBytes(buffer, index, length);
        messages++;
        reached = sequence + 1;
        return true;
    }

    @Override
    public void onEnd(long nextSequence) {
        if (messages == 0) {
            reached = Math.max(reached, nextSequence);
        }
        answer(0);
    }

    @Override
    public void onUnreadable(long sequence, StoreException why) {
        if (why.kind() == StoreException.Kind.CORRUPT) {
            reached = sequence + 1;
            answer(sequence);
        } else if (messages > 0) {
            answer(0);
        } else {
            reply.failed(
                    new Failure.StoreFailed(
                            why.kind(), "Message " + sequence + ": " + why.getMessage()));
        }
    }

    private void answer(long damaged) {
        reply.succeeded(
                new LogPage(
                        channel.incarnation(),
                        Payload.of(frames, 0, frames.readableBytes()),
                        messages,
                        reached <= upTo ? reached : 0,
                        damaged));
    }
}
