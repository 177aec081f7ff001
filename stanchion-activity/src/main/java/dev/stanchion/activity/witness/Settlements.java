package dev.stanchion.activity.witness;

import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells followers what one shard of the active has answered, in one message for all that is
 * answered within 20 ms. Owned by the shard. Each answer costs an addition to an array.
 *
 * <p>A message leaves later than the answers that it names, on the same connection. So a follower
 * never forgets a message of a client before its answer has left this process.
 */
final class Settlements {
    static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    /** The most that one message has, in hashes of 8 bytes. */
    static final int MOST_HASHES = 8192;

    /** A delivery that nobody receives costs the bus nothing more. */
    private static final long NO_MARK = 0;

    private static final long[] NONE = {};

    private final ShardExecutor shard;
    private final Destination to;
    private final long epoch;
    private final Supplier<String> requestToken;
    private final HashList answers = new HashList();
    private List<OfChannel> changed = new ArrayList<>();
    private long number;
    private int count;
    private boolean isAwaited;
    private boolean isFull;
    private boolean isEnded;
    private @Nullable Timer timer;

    /**
     * @param requestToken the token in the subjects that clients share; known when there is
     *     anything to tell
     */
    Settlements(ShardExecutor shard, Destination to, long epoch, Supplier<String> requestToken) {
        this.shard = shard;
        this.to = to;
        this.epoch = epoch;
        this.requestToken = requestToken;
    }

    /** The publishes of one channel that the active has answered since it last told followers. */
    final class OfChannel {
        private final String name;
        private final HashList guids = new HashList();
        private long sequence;

        private OfChannel(String name) {
            this.name = name;
        }

        /**
         * A publisher has its acknowledgement.
         *
         * @param upTo all messages of the channel up to this sequence are settled; 0 if unknown
         */
        void settled(long upTo, long guidHash) {
            if (guids.size() == 0) {
                changed.add(this);
                count += 2 + name.length() / 2; // as a hash: the name in up to four bytes a char
            }
            guids.add(guidHash);
            sequence = upTo;
            added();
        }

        private SettledMessage.OfChannel take() {
            return new SettledMessage.OfChannel(name, sequence, guids.take());
        }
    }

    OfChannel channel(String name) {
        return new OfChannel(name);
    }

    /** A request has its answer, or a publish its refusal. */
    void answered(long hash) {
        answers.add(hash);
        added();
    }

    private void added() {
        count++;
        if (!isAwaited) {
            isAwaited = true;
            timer = shard.schedule(PAUSE_NANOS, this::tell);
        }
        if (count >= MOST_HASHES && !isFull) {
            isFull = true;
            shard.execute(this::tell); // the answers of this task leave first
        }
    }

    private void tell() {
        isAwaited = false;
        isFull = false;
        if (count == 0 || isEnded) {
            return;
        }
        List<SettledMessage.OfChannel> taken = changed.stream().map(OfChannel::take).toList();
        changed = new ArrayList<>();
        if (count <= MOST_HASHES) {
            tell(answers.take(), taken);
        } else {
            pieces(answers.take()).forEach(piece -> tell(piece, List.of()));
            taken.forEach(this::tellInPieces);
        }
        count = 0;
    }

    /** The sequence is settled with the last piece. */
    private void tellInPieces(SettledMessage.OfChannel channel) {
        Iterator<long[]> pieces = pieces(channel.guids()).iterator();
        while (pieces.hasNext()) {
            long[] piece = pieces.next();
            long sequence = pieces.hasNext() ? 0 : channel.sequence();
            tell(NONE, List.of(new SettledMessage.OfChannel(channel.channel(), sequence, piece)));
        }
    }

    private static List<long[]> pieces(long[] hashes) {
        List<long[]> pieces = new ArrayList<>();
        for (int from = 0; from < hashes.length; from += MOST_HASHES) {
            pieces.add(
                    Arrays.copyOfRange(hashes, from, Math.min(hashes.length, from + MOST_HASHES)));
        }
        return pieces;
    }

    private void tell(long[] told, List<SettledMessage.OfChannel> channels) {
        SettledMessage message =
                new SettledMessage(
                        shard.index(), epoch, ++number, requestToken.get(), told, channels);
        ByteBuf encoded = Unpooled.buffer();
        message.encodeTo(encoded);
        to.publish(encoded, 0, encoded.readableBytes(), NO_MARK);
        encoded.release();
    }

    /** Tells nothing more. */
    void end() {
        isEnded = true;
        if (timer != null) {
            timer.cancel();
        }
    }
}
