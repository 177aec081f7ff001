package dev.stanchion.store.encryption;

import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import io.netty.buffer.ByteBuf;

/**
 * Checks that the keys fit a channel before the channel is used. If the server wrote with a wrong
 * key, no single key could read the channel afterwards. Owned by the channel's shard.
 *
 * <p>The store format of the Go server has no place to identify the key, so the check decrypts the
 * newest messages. It begins with the last message. If that one is not encrypted or fits no key,
 * the check tries a few more: a server may have run without encryption for a while, and one damaged
 * message does not show that the key is wrong. One message that a key decrypts is enough.
 */
final class KeyCheck implements LogReader {
    private static final int[] WINDOWS = {1, 16, 256};

    private final ChannelLog log;
    private final String channel;
    private final ChannelCipher cipher;
    private final Outcome<Outcome.Done> outcome;
    private int window;
    private long newestSealed;
    private boolean fits;

    KeyCheck(ChannelLog log, String channel, ChannelCipher cipher, Outcome<Outcome.Done> outcome) {
        this.log = log;
        this.channel = channel;
        this.cipher = cipher;
        this.outcome = outcome;
    }

    void begin() {
        if (log.messageCount() == 0) {
            succeed();
        } else {
            look();
        }
    }

    private void look() {
        log.read(from(), WINDOWS[window], this);
    }

    private long from() {
        return Math.max(log.firstSequence(), log.lastSequence() - WINDOWS[window] + 1);
    }

    @Override
    public boolean onMessage(
            long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
        ChannelCipher.Look look = cipher.look(sequence, buffer, index, length);
        if (look != ChannelCipher.Look.CLEAR) {
            newestSealed = sequence;
            fits |= look == ChannelCipher.Look.READABLE;
        }
        return true;
    }

    @Override
    public void onEnd(long nextSequence) {
        if (fits) {
            new MissingKeyWarning(log, channel, cipher, this::succeed).begin();
        } else if (window + 1 < WINDOWS.length && from() > log.firstSequence()) {
            window++;
            look();
        } else if (newestSealed > 0) {
            outcome.failed(wrongKey());
        } else {
            succeed();
        }
    }

    private void succeed() {
        outcome.succeeded(Outcome.Done.DONE);
    }

    /**
     * Continues with the next message, because an unreadable one does not show whether the key is
     * right.
     */
    @Override
    public void onUnreadable(long sequence, StoreException why) {
        if (sequence < log.lastSequence()) {
            log.read(sequence + 1, WINDOWS[window], this);
        } else {
            onEnd(sequence + 1);
        }
    }

    private StoreException wrongKey() {
        return new StoreException(
                StoreException.Kind.CORRUPT,
                "open",
                channel,
                ("message %d cannot be decrypted with any of the %d configured encryption keys."
                                + " Configure the key that encrypted it, or add that key to the end of the"
                                + " key file; the first key of the file encrypts new messages. The channel"
                                + " is unchanged")
                        .formatted(newestSealed, cipher.keyCount()));
    }
}
