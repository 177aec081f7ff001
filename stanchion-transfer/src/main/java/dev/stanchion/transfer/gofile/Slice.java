package dev.stanchion.transfer.gofile;

import dev.stanchion.transfer.Findings;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One slice of a channel: a data file and its index.
 *
 * <p>An index that is whole, and whose last entry fits the data file, says where the messages are,
 * whatever lies between them. Behind the last of these, and everywhere if the index is damaged, the
 * messages are found by their checksums ({@code spec/stores.md} 3.9).
 */
final class Slice {
    private final Path data;
    private final Path index;
    private final String channel;
    private final Polynomial polynomial;
    private final Findings findings;

    Slice(Path data, Path index, String channel, Polynomial polynomial, Findings findings) {
        this.data = data;
        this.index = index;
        this.channel = channel;
        this.polynomial = polynomial;
        this.findings = findings;
    }

    /** Returns whether the index says that the first message has this sequence or a lower one. */
    boolean beginsBy(long sequence) {
        if (!Files.isRegularFile(index)) {
            return false;
        }
        try (IndexFile entries = new IndexFile(SourceFile.open(index, polynomial))) {
            return entries.lowestSequence() > 0 && entries.lowestSequence() <= sequence;
        }
    }

    /** Passes the messages from a sequence on, in the order of their sequences. */
    void read(Ascending target, long from) {
        if (!Files.isRegularFile(data)) {
            readIndexAlone(target);
            return;
        }
        try (DataFile messages = new DataFile(SourceFile.open(data, polynomial), channel)) {
            if (!messages.file().hasKnownVersion()) {
                findings.note(data.toString(), messages.file().version());
            }
            if (Files.isRegularFile(index)) {
                try (IndexFile entries = new IndexFile(SourceFile.open(index, polynomial))) {
                    read(messages, entries, target, from);
                }
            } else {
                scan(messages, SourceFile.HEADER_BYTES, target, from);
            }
        }
    }

    private void readIndexAlone(Ascending target) {
        try (IndexFile entries = new IndexFile(SourceFile.open(index, polynomial))) {
            if (entries.highestSequence() > 0) {
                findings.loss(data.toString(), "it is missing, and its index exists");
                target.hasStored(entries.lowestSequence(), entries.highestSequence());
            }
        }
    }

    private void read(DataFile messages, IndexFile entries, Ascending target, long from) {
        if (entries.highestSequence() >= from) {
            target.hasStored(Math.max(from, entries.lowestSequence()), entries.highestSequence());
        }
        if (entries.isWhole() && fits(messages, entries)) {
            long end = follow(messages, entries, target, from);
            scan(messages, end, target, from);
        } else {
            if (messages.size() > SourceFile.HEADER_BYTES) {
                findings.note(
                        index.toString(),
                        "it does not fit its data file; the messages are found without it");
            }
            scan(messages, SourceFile.HEADER_BYTES, target, from);
        }
    }

    private static boolean fits(DataFile messages, IndexFile entries) {
        long last = entries.entries() - 1;
        long length = messages.messageAt(entries.offset(last));
        return length == DataFile.RECORD_HEADER_BYTES + entries.size(last)
                && messages.message().sequence() == entries.sequence(last);
    }

    /** Returns the end of the last message. */
    private long follow(DataFile messages, IndexFile entries, Ascending target, long from) {
        long first = entries.entryOf(from);
        long end = first == 0 ? SourceFile.HEADER_BYTES : endOf(entries, first - 1);
        for (long i = first; i < entries.entries(); i++) {
            long offset = entries.offset(i);
            long length = messages.messageAt(offset);
            if (length > 0 && messages.message().sequence() == entries.sequence(i)) {
                target.accept(messages.message());
                end = offset + length;
            } else {
                findings.loss(
                        data + " at offset " + offset,
                        "the checksum of message #%d is wrong".formatted(entries.sequence(i)));
            }
        }
        return end;
    }

    private static long endOf(IndexFile entries, long entry) {
        return entries.offset(entry) + DataFile.RECORD_HEADER_BYTES + entries.size(entry);
    }

    /**
     * Finds the messages from an offset on by their checksums; those before a sequence are left.
     */
    private void scan(DataFile messages, long offsetOfFirst, Ascending target, long from) {
        Restarts restarts = new Restarts();
        long[] last = {target.last()};
        walk(
                messages,
                offsetOfFirst,
                false,
                offset -> {
                    long sequence = messages.message().sequence();
                    if (sequence < from) {
                        return;
                    }
                    if (sequence <= last[0]) {
                        restarts.add(offset, sequence);
                    }
                    last[0] = sequence;
                });
        walk(
                messages,
                offsetOfFirst,
                true,
                offset -> {
                    if (messages.message().sequence() < from) {
                        return;
                    }
                    if (restarts.isSuperseded(offset, messages.message().sequence())) {
                        target.superseded(data, messages.message().sequence());
                    } else {
                        target.accept(messages.message());
                    }
                });
    }

    /** Takes the offset of a message. */
    private interface Visitor {
        void at(long offset);
    }

    private void walk(DataFile messages, long from, boolean reports, Visitor visitor) {
        long offset = from;
        while (offset < messages.size()) {
            long length = messages.messageAt(offset);
            if (length > 0) {
                visitor.at(offset);
                offset += length;
            } else if (messages.file().isZeroFrom(offset)) {
                return;
            } else {
                long next = messages.nextAfter(offset);
                if (reports) {
                    report(offset, next, messages);
                }
                offset = next;
            }
        }
    }

    private void report(long from, long to, DataFile messages) {
        String place = data + " at offset " + from;
        if (to == messages.size() && messages.isTorn(from)) {
            findings.note(
                    place,
                    "the last %d byte(s) are no complete message; the server ended while it wrote them"
                            .formatted(to - from));
        } else {
            findings.loss(place, "%d byte(s) are no message and are left out".formatted(to - from));
        }
    }
}
