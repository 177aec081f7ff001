package dev.stanchion.store.file.log;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.protocol.Quoted;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once that a channel's limits drop messages, in the words that users' tools look for ({@code
 * spec/operations.md} 3). Owned by the channel's shard.
 */
public final class LimitsWarning {
    private static final Logger LOG = LoggerFactory.getLogger(LimitsWarning.class);
    private static final String TEXT =
            "Reached limits for store {} (msgs={}/{} bytes={}/{}),"
                    + " dropping old messages to make room for new ones";
    private static final int UNIT = 1024;
    private static final String PREFIXES = "KMGTPE";

    private final String channel;
    private final ChannelLimits limits;
    private boolean given;

    public LimitsWarning(String channel, ChannelLimits limits) {
        this.channel = channel;
        this.limits = limits;
    }

    /** Logs the warning if this is the first time, with the kept messages after the first loss. */
    public void dropped(long messageCount, long byteCount) {
        if (!given) {
            given = true;
            LOG.warn(
                    TEXT,
                    Quoted.quote(channel),
                    messageCount,
                    limits.maxMessages(),
                    readable(byteCount),
                    readable(limits.maxBytes()));
        }
    }

    /** Returns {@code 966 B} or {@code 1.00 KB}. */
    static String readable(long bytes) {
        if (bytes < UNIT) {
            return bytes + " B";
        }
        int exponent = (Long.SIZE - 1 - Long.numberOfLeadingZeros(bytes)) / 10;
        double scaled = bytes / Math.pow(UNIT, exponent);
        return String.format(Locale.ROOT, "%.2f %cB", scaled, PREFIXES.charAt(exponent - 1));
    }
}
