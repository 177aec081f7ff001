package dev.stanchion.engine.admin;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.subscription.ReadLoop;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.ParkedNote;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads single messages of a channel of parked messages, and leaves out those without a note, which
 * a client has published there. On the shard of the channel.
 */
@ShardOwned
final class ParkedReader extends ReadLoop {
    private final Channel channel;
    private final long[] sequences;
    private final Consumer<List<ParkedMessage>> answer;
    private final List<ParkedMessage> found = new ArrayList<>();
    private final MsgProtoCursor cursor = new MsgProtoCursor();
    private int at;
    private boolean isAnswered;

    private ParkedReader(Channel channel, long[] sequences, Consumer<List<ParkedMessage>> answer) {
        this.channel = channel;
        this.sequences = sequences;
        this.answer = answer;
    }

    static void read(Channel channel, long[] sequences, Consumer<List<ParkedMessage>> answer) {
        new ParkedReader(channel, sequences, answer).proceed();
    }

    @Override
    protected boolean hasNext() {
        if (at < sequences.length) {
            return true;
        }
        if (!isAnswered) {
            isAnswered = true;
            answer.accept(found);
        }
        return false;
    }

    @Override
    protected void read() {
        channel.messages().read(sequences[at], 1, this);
    }

    @Override
    public boolean onMessage(
            long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
        if (sequence == sequences[at] && cursor.wrap(buffer, index, length)) {
            Optional<ParkedNote> note =
                    ParkedNote.decode(buffer, cursor.parkedIndex(), cursor.parkedLength());
            note.ifPresent(present ->
                    found.add(
                            new ParkedMessage(
                                    sequence,
                                    present,
                                    buffer.toString(
                                            cursor.replyIndex(),
                                            cursor.replyLength(),
                                            StandardCharsets.UTF_8),
                                    Payload.of(buffer, cursor.dataIndex(), cursor.dataLength()),
                                    1)));
        }
        return false;
    }

    @Override
    public void onEnd(long nextSequence) {
        at++;
        ended();
    }

    @Override
    public void onUnreadable(long sequence, StoreException why) {
        at++;
        ended();
    }
}
