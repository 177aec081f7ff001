package dev.stanchion.engine.admin;

import dev.stanchion.engine.channel.OpenParked;
import dev.stanchion.protocol.ParkedNote;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The channel from which parked messages come. It may belong to another shard. */
interface Origin {
    /** What a redrive of a message would find. */
    enum Fate {
        /** The message and its position are there. */
        READY,
        /** The position has ended. */
        NO_POSITION,
        /** The message is gone from its channel. */
        NO_MESSAGE
    }

    /** Finds out what a redrive of some messages would find; answers on the asking shard. */
    void look(List<ParkedNote> notes, Consumer<List<Fate>> answer);

    /**
     * Makes messages pending again in the positions that they come from, durably.
     *
     * @param held what stays parked behind a message that holds its key; other keys are free then
     */
    void redrive(List<ParkedNote> notes, Set<OpenParked.Chain> held, Reply<Long> done);

    /** Nothing is parked any more behind the heads of these chains, durably. */
    void release(Set<OpenParked.Chain> freed, Reply<Long> done);

    /** Publishes messages anew, durably. */
    void republish(List<ParkedMessage> messages, Reply<Long> done);
}
