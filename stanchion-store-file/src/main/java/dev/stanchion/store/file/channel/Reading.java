package dev.stanchion.store.file.channel;

import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.log.Segment;
import dev.stanchion.store.file.segment.Chunk;
import dev.stanchion.store.file.segment.SegmentInfo;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One read of a channel's log: from memory as far as possible, and otherwise by a reader, whose
 * answer comes back to the shard. The caller may change the log during its calls: removed messages
 * are skipped, and messages that became durable are read too. Owned by the channel's shard.
 */
final class Reading {

    private final FileChannelLog log;
    private final KeptMessages kept;
    private final ShardPart part;
    private final LogReader reader;
    private long next;
    private int left;
    private boolean isWanted = true;

    Reading(
            FileChannelLog log,
            KeptMessages kept,
            ShardPart part,
            LogReader reader,
            long fromSequence,
            int maxMessages) {
        this.log = log;
        this.kept = kept;
        this.part = part;
        this.reader = reader;
        this.next = fromSequence;
        this.left = maxMessages;
    }

    /** Reads until the end, or until something must be fetched. */
    void goOn() {
        while (!isOver()) {
            if (next >= kept.hot().firstSequence()) {
                handHot();
                continue;
            }
            Chunk chunk = part.chunks().find(log, next);
            if (chunk == null) {
                SegmentInfo segment = segmentAhead();
                if (segment != null) {
                    fetch(segment);
                    return;
                }
            } else if (!hand(chunk)) {
                return;
            }
        }
        reader.onEnd(next);
    }

    private boolean isOver() {
        next = Math.max(next, kept.first());
        return !isWanted || left == 0 || next > log.durableSequence() || log.isReleased();
    }

    private void handHot() {
        Segment segment = kept.hot().pieceOf(next).segment();
        if (!segment.contains(next)) {
            if (segment.baseSequence() <= next) {
                next = log.durableSequence() + 1; // there is nothing behind it
            } else {
                next = segment.baseSequence(); // there is nothing before it
            }
            return;
        }
        long sequence = next;
        next++;
        left--;
        isWanted =
                reader.onMessage(
                        sequence,
                        segment.timestamp(sequence),
                        segment.bytes(),
                        segment.messageIndex(sequence),
                        segment.messageBytes(sequence));
    }

    /** Returns the segment of the next message; null if that is in memory, or there is none. */
    private @Nullable SegmentInfo segmentAhead() {
        ColdSegments.Cold cold = kept.cold().coldOf(next);
        long hotFirst = kept.hot().firstSequence();
        if (cold == null || cold.info().firstSequence() >= hotFirst) {
            next = Math.min(hotFirst, log.durableSequence() + 1);
            return null;
        }
        next = Math.max(next, cold.info().firstSequence());
        return cold.info();
    }

    private void fetch(SegmentInfo segment) {
        long from = next;
        int readBytes = part.readAhead().bytesFor(log, from);
        part.readers()
                .execute(
                        log.number(),
                        reads -> {
                            try {
                                Chunk read =
                                        reads.read(segment, from, Integer.MAX_VALUE, readBytes);
                                part.tell(() -> arrived(read));
                            } catch (IOException e) {
                                part.tell(() -> failed(segment, e));
                            }
                        });
    }

    private void arrived(Chunk chunk) {
        if (chunk.count() > 0) {
            log.keep(chunk);
            part.readAhead().hasRead(log, chunk.endSequence());
        }
        if (isOver()) {
            reader.onEnd(next);
        } else if (hand(chunk)) {
            goOn();
        }
    }

    /** Hands messages on; false if the read has ended with one that cannot be read. */
    private boolean hand(Chunk chunk) {
        while (!isOver() && next < chunk.endSequence()) {
            int at = chunk.numberOf(next);
            if (at == chunk.count()) {
                next = chunk.endSequence();
                break;
            }
            long sequence = chunk.sequence(at);
            next = sequence + 1;
            left--;
            isWanted =
                    reader.onMessage(
                            sequence,
                            chunk.timestampEpochNanos(at),
                            chunk.bytes(),
                            chunk.index(at),
                            chunk.length(at));
        }
        StoreException damage = chunk.damage();
        if (damage != null && next == chunk.endSequence() && !isOver()) {
            reader.onUnreadable(next, damage);
            return false;
        }
        return true;
    }

    private void failed(SegmentInfo segment, IOException why) {
        if (log.isReleased() || !kept.cold().contains(segment.path())) {
            goOn(); // it was deleted meanwhile, and its messages are not kept
            return;
        }
        reader.onUnreadable(
                next,
                new StoreException(
                        StoreException.Kind.IO,
                        "read",
                        segment.path().toString(),
                        String.valueOf(why.getMessage()),
                        why));
    }
}
