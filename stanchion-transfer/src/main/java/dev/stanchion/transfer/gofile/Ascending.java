package dev.stanchion.transfer.gofile;

import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.transfer.Findings;
import dev.stanchion.transfer.MessageSink;
import java.nio.file.Path;

/**
 * Passes the messages of a channel on in ascending order, over all its slices. It reports sequences
 * that are missing, and leaves out those that come a second time.
 */
final class Ascending {
    private final String channel;
    private final MessageSink sink;
    private final Findings findings;
    private long last;
    private long stored;
    private long repeated;
    private long superseded;

    Ascending(String channel, MessageSink sink, Findings findings) {
        this.channel = channel;
        this.sink = sink;
        this.findings = findings;
    }

    /** Returns the sequence after which the next message is expected; 0 if that is unknown. */
    long last() {
        return last;
    }

    void accept(MsgProtoCursor message) {
        long sequence = message.sequence();
        if (sequence <= last) {
            repeated++;
            return;
        }
        boolean isExpected = last > 0 || stored > 0;
        if (isExpected && sequence > last + 1) {
            findings.lostMessages(channel, last + 1, sequence - 1);
        }
        sink.onMessage(message);
        last = sequence;
    }

    /** An index says that the channel had messages from a sequence to another; 0 if none. */
    void hasStored(long first, long highest) {
        if (last == 0 && stored == 0 && first > 0) {
            last = first - 1;
        }
        stored = Math.max(stored, highest);
    }

    /** A later message of the file has the same sequence, or a lower one. */
    void superseded(Path file, long sequence) {
        if (superseded++ == 0) {
            findings.note(
                    file.toString(),
                    "the Go server has given sequence #%d out again; the later message counts"
                            .formatted(sequence));
        }
    }

    /** Reports what is missing at the end. */
    void end() {
        if (stored > last) {
            findings.lostMessages(channel, last + 1, stored);
        }
        if (repeated > 0) {
            findings.note(
                    "channel " + channel,
                    "%d message(s) have a sequence that an earlier one has, and are left out"
                            .formatted(repeated));
        }
    }
}
