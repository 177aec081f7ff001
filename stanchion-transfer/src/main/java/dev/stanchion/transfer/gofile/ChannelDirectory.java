package dev.stanchion.transfer.gofile;

import dev.stanchion.transfer.Findings;
import dev.stanchion.transfer.MessageSink;
import dev.stanchion.transfer.SourceChannel;
import dev.stanchion.transfer.SourceSubscriptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The directory of a channel. Its name is the channel's.
 *
 * <pre>
 *   subs.dat       subscriptions
 *   msgs.1.dat     the oldest messages
 *   msgs.1.idx     where they are
 *   msgs.2.dat     …
 * </pre>
 */
final class ChannelDirectory implements SourceChannel {
    private static final String SUBSCRIPTIONS = "subs.dat";
    private static final Pattern SLICE = Pattern.compile("msgs\\.(\\d{1,18})\\.(dat|idx)");

    private final Path directory;
    private final String name;
    private final SortedSet<Long> slices;
    private final Polynomial polynomial;
    private final Findings findings;

    private ChannelDirectory(
            Path directory,
            String name,
            SortedSet<Long> slices,
            Polynomial polynomial,
            Findings findings) {
        this.directory = directory;
        this.name = name;
        this.slices = slices;
        this.polynomial = polynomial;
        this.findings = findings;
    }

    /** Returns the channel; empty if the directory is none, like {@code lost+found}. */
    static Optional<ChannelDirectory> of(Path directory, Polynomial polynomial, Findings findings)
            throws IOException {
        SortedSet<Long> slices = new TreeSet<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.forEach(file -> {
                Matcher slice = SLICE.matcher(String.valueOf(file.getFileName()));
                if (slice.matches()) {
                    slices.add(Long.parseLong(slice.group(1)));
                }
            });
        }
        boolean isChannel =
                !slices.isEmpty() || Files.isRegularFile(directory.resolve(SUBSCRIPTIONS));
        return isChannel
                ? Optional.of(
                        new ChannelDirectory(
                                directory,
                                String.valueOf(directory.getFileName()),
                                slices,
                                polynomial,
                                findings))
                : Optional.empty();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long sizeBytes() {
        long bytes = 0;
        for (long slice : slices) {
            try {
                bytes += Files.size(data(slice));
            } catch (NoSuchFileException e) {
                // a server that runs removes old slices
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return bytes;
    }

    private Path data(long slice) {
        return directory.resolve("msgs." + slice + ".dat");
    }

    private Slice slice(long number) {
        Path index = directory.resolve("msgs." + number + ".idx");
        return new Slice(data(number), index, name, polynomial, findings);
    }

    @Override
    public void readMessages(MessageSink sink) {
        readMessagesFrom(1, sink);
    }

    @Override
    public void readMessagesFrom(long sequence, MessageSink sink) {
        Ascending ascending = new Ascending(name, sink, findings);
        for (long number : slices.tailSet(sliceOf(sequence))) {
            slice(number).read(ascending, sequence);
        }
        ascending.end();
    }

    /** Returns the last slice whose index begins at the sequence or before it; else the first. */
    private long sliceOf(long sequence) {
        if (sequence > 1) {
            for (long number : slices.reversed()) {
                if (slice(number).beginsBy(sequence)) {
                    return number;
                }
            }
        }
        return slices.isEmpty() ? 0 : slices.first();
    }

    @Override
    public SourceSubscriptions readSubscriptions() {
        return SubscriptionsFile.read(directory.resolve(SUBSCRIPTIONS), polynomial, findings);
    }
}
