package dev.stanchion.store.jetstream.log;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.jetstream.adopt.AdoptedStream;
import dev.stanchion.store.jetstream.adopt.Adoption;
import dev.stanchion.store.jetstream.api.StreamInfo;
import dev.stanchion.store.jetstream.append.StreamWriter;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a log appends to a stream of somebody else: as long as the stream is one for it, and no
 * subscription is ahead of the stream. Confined to the channel's shard.
 *
 * <p>A log of its own stream lets sequences go that were given to lost messages, by messages on the
 * gap subject. An adopted stream has no such subject. So the log gives these sequences to the next
 * messages, and a subscription that began behind them would miss those.
 */
final class AdoptedRules {
    private static final Logger LOG = LoggerFactory.getLogger(AdoptedRules.class);

    private final String channel;
    private final AdoptedStream wanted;
    private final LongSupplier highestSent;
    private String obstacle = "";
    private boolean isBehind;

    /**
     * @param highestSent returns the highest sequence behind which a subscription goes on
     */
    AdoptedRules(String channel, AdoptedStream wanted, LongSupplier highestSent) {
        this.channel = channel;
        this.wanted = wanted;
        this.highestSent = highestSent;
    }

    /** Takes over the configuration of the stream, which its owner may have changed. */
    void apply(StreamInfo info, StreamWriter writer, StreamReader reader, StreamForm form) {
        writer.streamHas(info.takesFastBatches(), info.answersDirectGets());
        reader.readsDirectly(info.answersDirectGets());
        form.maxMessageBytes(info.maxMessageBytes());
        String now = Adoption.of(wanted, info).obstacle();
        if (!now.equals(obstacle)) {
            obstacle = now;
            if (now.isEmpty()) {
                LOG.info("{}: takes messages of streaming clients again", channel);
            } else {
                LOG.warn("{}: read only from now on: stream {}: {}", channel, wanted.stream(), now);
            }
        }
    }

    /** The next message gets the sequence behind this one, which may have been given before. */
    void continuesBehind(long last) {
        isBehind = highestSent.getAsLong() > last;
        if (isBehind) {
            LOG.error("{}: {}", channel, textOfBehind(last));
        }
    }

    /**
     * Returns why a message cannot be appended; null if it can.
     *
     * @param last the last sequence of the log
     */
    @Nullable StoreException refusal(long last) {
        if (!obstacle.isEmpty()) {
            return ReadOnlyLog.takesNothing(channel, wanted.stream(), obstacle);
        }
        if (isBehind) {
            isBehind = highestSent.getAsLong() > last;
        }
        return isBehind
                ? new StoreException(StoreException.Kind.IO, "append", channel, textOfBehind(last))
                : null;
    }

    /** Says that the stream has lost messages, and what the operator does then. */
    String textOfLoss(long streamLast, long acknowledged) {
        return ("stream %s ends at %d, %d was acknowledged: the NATS cluster has lost %d messages."
                        + " Restart Stanchion to go on behind what is left")
                .formatted(wanted.stream(), streamLast, acknowledged, acknowledged - streamLast);
    }

    private String textOfBehind(long last) {
        return ("stream %s ends at %d, and a subscription is at %d, so it would miss what comes"
                        + " next. Move it (bin/stanchion admin move), or end it")
                .formatted(wanted.stream(), last, highestSent.getAsLong());
    }
}
