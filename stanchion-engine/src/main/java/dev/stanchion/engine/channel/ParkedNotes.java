package dev.stanchion.engine.channel;

import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.protocol.ParkedNote;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The notes of the open messages of one channel. They are read when somebody asks for the first
 * time, because a restart knows the open messages and not their notes.
 */
@ShardOwned
public final class ParkedNotes {
    private final Channel channel;
    private final OpenParked open = new OpenParked();
    private final ParkedTrail trail = new ParkedTrail();
    private final List<Consumer<OpenParked>> waiting = new ArrayList<>();
    private State state = State.UNKNOWN;

    private enum State {
        UNKNOWN,
        READING,
        KNOWN
    }

    ParkedNotes(Channel channel) {
        this.channel = channel;
    }

    /** The channel has begun: nothing was parked before. */
    void isNew() {
        state = State.KNOWN;
        trail.isNew(channel.delivery().shard().elapsedNanos());
    }

    void added(long sequence, ParkedNote note) {
        if (state != State.UNKNOWN) {
            open.add(sequence, note);
        }
    }

    void settled(long sequence) {
        open.remove(sequence);
    }

    /** Tells what is open when that is known, perhaps at once. */
    public void whenKnown(Consumer<OpenParked> task) {
        if (isKnown()) {
            task.accept(open);
            return;
        }
        waiting.add(task);
        read();
    }

    /** Returns whether the notes are known. If not, they are read from now on. */
    public boolean isKnown() {
        if (state == State.KNOWN) {
            open.removeBefore(channel.messages().firstSequence());
            return true;
        }
        return false;
    }

    /** Returns what is open, as far as that is known; see {@link #isKnown}. */
    public OpenParked open() {
        return open;
    }

    /** Returns how the number of open messages changes. */
    public ParkedTrail trail() {
        return trail;
    }

    /** Begins to read them, unless that has been done. */
    public void read() {
        if (state == State.UNKNOWN) {
            state = State.READING;
            new ParkedScan(
                            channel,
                            ParkedMessages.open(channel),
                            new ParkedScan.Listener() {
                                @Override
                                public void found(long sequence, ParkedNote note) {
                                    if (ParkedMessages.isOpen(channel, sequence)) {
                                        open.add(sequence, note);
                                    }
                                }

                                @Override
                                public void scanned(boolean isWhole) {
                                    ParkedNotes.this.scanned(isWhole);
                                }
                            })
                    .begin();
        }
    }

    private void scanned(boolean isWhole) {
        state = isWhole ? State.KNOWN : State.UNKNOWN; // the next one who asks reads again
        open.removeBefore(channel.messages().firstSequence());
        List<Consumer<OpenParked>> tasks = List.copyOf(waiting);
        waiting.clear();
        tasks.forEach(task -> task.accept(open));
    }
}
