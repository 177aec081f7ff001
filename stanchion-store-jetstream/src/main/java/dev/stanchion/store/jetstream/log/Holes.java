package dev.stanchion.store.jetstream.log;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.jetstream.append.StreamWriter;

/**
 * The sequences that a channel skips between two messages. A stream has none that no message has
 * taken, so each of them costs a message, which is removed again. Owned by the channel's shard.
 */
final class Holes {
    /** The greatest hole between two messages. */
    private static final long LARGEST = 1_000_000;

    private final JetStreamChannelLog.Names names;
    private final StreamWriter writer;
    private final Contents contents;

    /** The last sequence that the stream or the writer's queue has. */
    private long placed;

    Holes(JetStreamChannelLog.Names names, StreamWriter writer, Contents contents, long placed) {
        this.names = names;
        this.writer = writer;
        this.contents = contents;
        this.placed = placed;
    }

    /**
     * Refuses a message if the stream cannot have the hole before it.
     *
     * @param isAdopted whether the stream is somebody else's, who may not want a hole
     */
    void check(long nextSequence, boolean isAdopted) {
        long missing = nextSequence - 1 - placed;
        if (missing > 0 && isAdopted) {
            throw new StoreException(
                    StoreException.Kind.IO,
                    "append",
                    names.channel(),
                    "sequence %d: stream %s, which is somebody else's, goes on at %d"
                            .formatted(nextSequence, names.stream(), placed + 1));
        }
        if (missing > LARGEST && !contents.isEmpty()) {
            throw new StoreException(
                    StoreException.Kind.IO,
                    "append",
                    names.channel(),
                    "a stream cannot keep a hole of %d sequences between two messages (limit: %d);"
                                    .formatted(missing, LARGEST)
                            + " files and databases can");
        }
    }

    /** Takes the sequences that were skipped, now that a message follows them. */
    void fillBefore(long nextSequence) {
        if (nextSequence - 1 > placed) {
            writer.skip(nextSequence - 1 - placed, contents.isEmpty());
            placed = nextSequence - 1;
        }
    }

    /** A message has taken a sequence. */
    void taken(long sequence) {
        placed = sequence;
    }

    /** What waits moves up, behind messages of others. */
    void move(int by) {
        placed += by;
    }
}
