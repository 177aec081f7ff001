package dev.stanchion.store.encryption;

import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.StoreException;
import io.netty.buffer.ByteBuf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns when a channel's oldest message was encrypted with a key that is not configured any more.
 * The operator removed the key too early, and the server will skip the messages of that key. Owned
 * by the channel's shard. The server still opens the channel, because the key may be lost for good.
 */
final class MissingKeyWarning implements LogReader {
    private static final Logger LOG = LoggerFactory.getLogger(MissingKeyWarning.class);

    private final ChannelLog log;
    private final String channel;
    private final ChannelCipher cipher;
    private final Runnable then;

    /**
     * @param then runs after the check of the message
     */
    MissingKeyWarning(ChannelLog log, String channel, ChannelCipher cipher, Runnable then) {
        this.log = log;
        this.channel = channel;
        this.cipher = cipher;
        this.then = then;
    }

    void begin() {
        log.read(log.firstSequence(), 1, this);
    }

    @Override
    public boolean onMessage(
            long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
        if (cipher.look(sequence, buffer, index, length) == ChannelCipher.Look.UNREADABLE) {
            LOG.warn(
                    "Channel {}: message {}, its oldest, cannot be decrypted with any of the {}"
                            + " encryption keys and will be skipped; add the key that encrypted it to"
                            + " the key file",
                    channel,
                    sequence,
                    cipher.keyCount());
        }
        return true;
    }

    @Override
    public void onEnd(long nextSequence) {
        then.run();
    }

    @Override
    public void onUnreadable(long sequence, StoreException why) {
        then.run();
    }
}
