package dev.stanchion.engine.publish;

import dev.stanchion.engine.answer.Answers;
import dev.stanchion.engine.message.Subjects;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.protocol.PubAckEncoder;
import dev.stanchion.protocol.PubMsgCursor;

/** Answers publishers at once that a message is not stored. Safe for use by many threads. */
public final class Refusals {
    private final Answers answers;

    public Refusals(Answers answers) {
        this.answers = answers;
    }

    /**
     * Answers with the message's guid.
     *
     * @param why the text for the client
     */
    public void send(BusMessage message, PubMsgCursor decoded, String why) {
        answers.send(
                Subjects.replyOf(message),
                target ->
                        PubAckEncoder.writeRefusal(
                                target,
                                decoded.buffer(),
                                decoded.guidIndex(),
                                decoded.guidLength(),
                                why));
    }

    /** Answers a message that could not be decoded, and so has no guid. */
    public void sendWithoutGuid(BusMessage message, String why) {
        answers.send(
                Subjects.replyOf(message),
                target -> PubAckEncoder.writeRefusal(target, message.buffer(), 0, 0, why));
    }
}
