package dev.stanchion.simulation.invariant;

import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.ParkedNote;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The messages in the channels of parked messages, with what their notes say. */
final class ParkedLedger {
    private final Map<String, NavigableMap<Long, ParkedNote>> onTheirWay = new HashMap<>();
    private final Map<String, NavigableMap<Long, ParkedNote>> durable = new HashMap<>();

    void appended(String channel, long sequence, byte[] encoded) {
        MsgProtoCursor cursor = new MsgProtoCursor();
        ByteBuf buffer = Unpooled.wrappedBuffer(encoded);
        if (cursor.wrap(buffer, 0, encoded.length)) {
            ParkedNote.decode(buffer, cursor.parkedIndex(), cursor.parkedLength())
                    .ifPresent(note -> of(onTheirWay, channel).put(sequence, note));
        }
    }

    /** Another writer has stored messages there. */
    void inserted(String channel, long at, int count) {
        NavigableMap<Long, ParkedNote> tail = of(onTheirWay, channel).tailMap(at, true);
        Map<Long, ParkedNote> moving = new TreeMap<>(tail);
        tail.clear();
        moving.forEach((sequence, note) -> of(onTheirWay, channel).put(sequence + count, note));
    }

    /** Returns the notes of the messages that are durable now and were not before. */
    List<ParkedNote> durable(String channel, long upTo) {
        NavigableMap<Long, ParkedNote> head = of(onTheirWay, channel).headMap(upTo, true);
        of(durable, channel).putAll(head);
        List<ParkedNote> notes = new ArrayList<>(head.values());
        head.clear();
        return notes;
    }

    /** What was not durable is lost. */
    void lost(String channel) {
        onTheirWay.remove(channel);
    }

    void engineGone() {
        onTheirWay.clear();
    }

    void deleted(String channel) {
        onTheirWay.remove(channel);
        durable.remove(channel);
    }

    /** Returns the durable messages of a channel of parked messages, open or not. */
    NavigableMap<Long, ParkedNote> all(String channel) {
        return of(durable, channel);
    }

    /**
     * Returns the messages that a redrive may take along: the first one of a key that is parked,
     * and those that were ever parked behind it.
     */
    List<Long> chainOf(String channel, ParkedNote note) {
        long head = note.behind() == 0 ? note.sequence() : note.behind();
        return all(channel).values().stream()
                .filter(each -> each.channel().equals(note.channel()))
                .filter(each -> each.position().equals(note.position()))
                .filter(each -> each.sequence() == head || each.behind() == head)
                .map(ParkedNote::sequence)
                .distinct()
                .toList();
    }

    private static NavigableMap<Long, ParkedNote> of(
            Map<String, NavigableMap<Long, ParkedNote>> notes, String channel) {
        return notes.computeIfAbsent(channel, any -> new TreeMap<>());
    }
}
