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
        /**
         * The note names no subscription, because an earlier server wrote it, and the client has
         * several.
         */
        SEVERAL_POSITIONS,
        /** The message is gone from its channel. */
        NO_MESSAGE;

        /**
         * Says why a parked message cannot be sent again to its position alone.
         *
         * @param channel from which the message comes
         */
        Failure.Gone refusal(ParkedNote note, String channel) {
            return new Failure.Gone(
                    switch (this) {
                        case READY ->
                                throw new IllegalStateException(
                                        "message %d of %s is there"
                                                .formatted(note.sequence(), channel));
                        case NO_POSITION ->
                                "There is no %s on %s any more."
                                        .formatted(note.position(), channel);
                        case SEVERAL_POSITIONS ->
                                "%s has several subscriptions on %s, and an earlier server did not"
                                                .formatted(note.position(), channel)
                                        + " write down which of them did not process message %d."
                                                .formatted(note.sequence());
                        case NO_MESSAGE ->
                                "Message %d is gone from %s, so it cannot be sent again to %s alone."
                                        .formatted(note.sequence(), channel, note.position());
                    });
        }
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
