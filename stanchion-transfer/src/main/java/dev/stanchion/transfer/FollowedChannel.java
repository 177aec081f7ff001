package dev.stanchion.transfer;

import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.protocol.MsgProtoCursor;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A channel whose copy follows a server that runs. Each look takes what has come since the last
 * one.
 *
 * <p>Two things that a look sees may not be final. A message at the end may be replaced: the Go
 * server gives its sequence out again if the batch could not be stored. So each look compares the
 * end of what was copied before, and the channel is copied anew if it has changed, as it also is if
 * the server has deleted and created it. A gap may be a message that is being written: a look ends
 * there, and the gap counts if another look finds it too.
 *
 * <p>Confined to the thread of the copy.
 */
final class FollowedChannel {
    /** The Go server stores so many messages together, unless it was configured otherwise. */
    private static final int COMPARED = 1024;

    private final String name;
    private final Store target;
    private final CopyShard shard;
    private final long[] checksums = new long[COMPARED];
    private final CRC32C checksum = new CRC32C();
    private byte[] bytes = new byte[4096];
    private List<RecoveredState.Subscription> earlier;
    private ChannelFilling filling;
    private final Findings findings;
    private boolean isResumed;
    private long last;
    private long gapBefore;
    private boolean hasGap;
    private boolean hasChanged;
    private boolean hasSeen;
    private long messages;
    private long first;
    private long payloadBytes;
    private long sealed;
    private long kept;

    /**
     * Opens the channel in the target.
     *
     * @param earlier what a copy that did not end has recorded
     * @param findings gets what is lost
     */
    FollowedChannel(
            String name,
            Store target,
            CopyShard shard,
            List<RecoveredState.Subscription> earlier,
            Findings findings) {
        this.findings = findings;
        this.name = name;
        this.target = target;
        this.shard = shard;
        this.earlier = earlier;
        this.filling = new ChannelFilling(name, target, shard);
        this.isResumed = filling.isContinued();
    }

    /**
     * Takes what is new.
     *
     * @param isStopped whether the server has ended, so that all is final
     * @param onlyCopy guards what the target has
     * @param watcher sees each message that is new
     * @return how many messages are new
     */
    long follow(SourceChannel source, boolean isStopped, OnlyCopy onlyCopy, MessageSink watcher) {
        long before = messages;
        MessageSink fresh =
                message -> {
                    watcher.onMessage(message);
                    filling.append(message);
                };
        if (onlyCopy.isForgotten(source, last)
                || !takeAll(source, isStopped, onlyCopy.before(filling, name, fresh))) {
            onlyCopy.requireExpendable(name);
            StoreCopy.delete(name, target, shard);
            forget();
            filling = new ChannelFilling(name, target, shard);
            before = 0;
            if (!takeAll(source, isStopped, fresh)) {
                throw new TransferException(
                        "channel %s changes while it is read".formatted(name),
                        "Start the takeover again; it continues.");
            }
        }
        return messages - before;
    }

    /** Returns false if the channel must be copied anew. */
    private boolean takeAll(SourceChannel source, boolean isStopped, MessageSink fresh) {
        boolean isRight = take(source, isStopped, fresh);
        while (isRight && hasGap) {
            isRight = take(source, isStopped, fresh);
        }
        return isRight;
    }

    private boolean take(SourceChannel source, boolean isStopped, MessageSink fresh) {
        boolean isFirst = last == 0;
        if (!isFirst) {
            filling.beginPart();
        }
        hasGap = false;
        hasChanged = false;
        hasSeen = false;
        read(source, isStopped, message -> take(message, isStopped, fresh));
        filling.finishMessages();
        if (hasChanged || (!isFirst && !hasSeen && beganAnew(source))) {
            return false;
        }
        boolean isRight = filling.holdsAll();
        if (!isRight && !(isFirst && isResumed)) {
            filling.verify();
        }
        isResumed = false;
        if (isRight) {
            count(filling.written().toReport(name, new SourceSubscriptions(0, List.of())));
        }
        return isRight;
    }

    private void read(SourceChannel source, boolean isStopped, MessageSink sink) {
        try {
            source.readMessagesFrom(Math.max(1, last - COMPARED + 1), sink);
        } catch (TransferException e) {
            filling.finishMessages(); // what was read may exist nowhere else any more
            throw e;
        } catch (UncheckedIOException e) {
            if (isStopped || !(e.getCause() instanceof NoSuchFileException)) {
                throw e;
            }
            // the server has removed a slice; the next look finds which ones are left
        }
    }

    private void take(MsgProtoCursor message, boolean isStopped, MessageSink fresh) {
        long sequence = message.sequence();
        hasSeen = true;
        if (hasGap || hasChanged) {
            return;
        }
        int place = (int) (sequence % COMPARED);
        if (sequence <= last) {
            hasChanged = checksums[place] != checksumOf(message);
            return;
        }
        if (last > 0 && sequence > last + 1 && !isStopped && gapBefore != sequence) {
            gapBefore = sequence;
            hasGap = true;
            return;
        }
        if (last > 0 && sequence > last + 1) {
            findings.lostMessages(name, last + 1, sequence - 1);
        }
        fresh.onMessage(message);
        checksums[place] = checksumOf(message);
        last = sequence;
    }

    /** A channel that was deleted and created gives its sequences out from 1. */
    private boolean beganAnew(SourceChannel source) {
        long[] highest = {0};
        source.readMessages(message -> highest[0] = message.sequence());
        return highest[0] > 0 && highest[0] < last;
    }

    private long checksumOf(MsgProtoCursor message) {
        checksum.reset();
        long time = message.timestampEpochNanos();
        for (int i = 0; i < Long.BYTES; i++) {
            checksum.update((int) (time >>> (Byte.SIZE * i)));
        }
        int length = message.dataLength();
        if (bytes.length < length) {
            bytes = new byte[length];
        }
        message.buffer().getBytes(message.dataIndex(), bytes, 0, length);
        checksum.update(bytes, 0, length);
        return checksum.getValue() ^ message.sequence() << Integer.SIZE;
    }

    private void count(CopyReport.Channel part) {
        messages += part.messages();
        first = first == 0 ? part.first() : first;
        payloadBytes += part.bytes();
        sealed += part.sealed();
        kept += part.kept();
    }

    private void forget() {
        earlier = List.of();
        last = 0;
        gapBefore = 0;
        messages = 0;
        first = 0;
        payloadBytes = 0;
        sealed = 0;
        kept = 0;
    }

    /** Names what the server gave out behind the messages that are copied. */
    void nameMissing(SourceChannel source) {
        if (source.lastSequence() > last) {
            findings.lostMessages(name, last + 1, source.lastSequence());
        }
    }

    /** Records positions, and lets the sequences go on behind the last one. */
    CopyReport.Channel finish(SourceChannel source) {
        filling.continueBehind(source.lastSequence(), source.lastTimestampEpochNanos());
        SourceSubscriptions subscriptions = source.readSubscriptions();
        filling.put(subscriptions, earlier);
        return new CopyReport.Channel(
                name,
                messages,
                first,
                messages == 0 ? 0 : last,
                payloadBytes,
                sealed,
                kept,
                subscriptions.live().size(),
                subscriptions.live().stream().mapToLong(each -> each.pending().size()).sum());
    }
}
