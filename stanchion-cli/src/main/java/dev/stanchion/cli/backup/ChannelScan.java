package dev.stanchion.cli.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.cli.exchange.ExportLine;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.protocol.MsgProtoCursor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers the lines of one channel. A channel without its last line was deleted while it was read,
 * and does not count. For one thread.
 */
final class ChannelScan {
    /** More are counted as one loss. */
    private static final int MOST_DAMAGED = 1000;

    private final ExportLine head;
    private final List<RecoveredState.Subscription> subscriptions = new ArrayList<>();
    private final List<Long> damaged = new ArrayList<>();
    private final long lastSequence;
    private final ByteBuf name;
    private long sequence;
    private long messages;
    private long bytes;

    ChannelScan(ExportLine head) {
        this.head = head;
        this.lastSequence = head.numberOf("lastSequence");
        this.name = Unpooled.wrappedBuffer(head.channel().getBytes(UTF_8));
    }

    void subscription(ExportLine line) {
        RecoveredState.Subscription read = RecordLines.subscription(line);
        long reached =
                Math.max(
                        read.subscription().lastSent(),
                        read.pending().isEmpty() ? 0 : read.pending().getLast());
        if (reached > lastSequence) {
            throw line.broken(
                    "a position at %d is ahead of message %d".formatted(reached, lastSequence));
        }
        subscriptions.add(read);
    }

    void message(BackupReader reader) {
        MsgProtoCursor message = reader.message();
        if (message.channelLength() != name.readableBytes()
                || !ByteBufUtil.equals(
                        message.buffer(), message.channelIndex(), name, 0, name.readableBytes())) {
            throw reader.damaged("a message of another channel than " + head.channel());
        }
        long next = message.sequence();
        if (next <= sequence || next > lastSequence) {
            throw reader.damaged("message %d behind %d".formatted(next, sequence));
        }
        sequence = next;
        messages++;
        bytes += reader.bytes();
    }

    void damaged(ExportLine line) {
        if (damaged.size() < MOST_DAMAGED) {
            damaged.add(line.numberOf("sequence"));
        }
    }

    /** The channel is whole. */
    BackupContents.Channel through(ExportLine line) {
        if (line.numberOf("messages") != messages
                || head.numberOf("subscriptions") != subscriptions.size()) {
            throw line.broken(
                    "%s should have %s messages and %s subscriptions, and has %d and %d"
                            .formatted(
                                    head.channel(),
                                    line.needed("messages"),
                                    head.needed("subscriptions"),
                                    messages,
                                    subscriptions.size()));
        }
        boolean isTimeKnown = line.fields().containsKey("lastMessageTime");
        return new BackupContents.Channel(
                head.channel(),
                head.numberOf("firstSequence"),
                lastSequence,
                EpochNanos.of(head, "lastTime"),
                head.numberOf("highestSubscriptionId"),
                head.numberOf("from"),
                subscriptions,
                messages,
                bytes,
                isTimeKnown ? EpochNanos.of(line, "lastMessageTime") : 0,
                damaged);
    }
}
