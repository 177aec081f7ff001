package dev.stanchion.store.file.catalog;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.ServerRecord;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The state that all records of the catalog result in. Owned by the keeper. */
final class CatalogTable {
    private final Map<String, ClientRecord> clients = new LinkedHashMap<>();
    private final Map<Long, ChannelEntry> channels = new LinkedHashMap<>();
    private final Map<String, ChannelEntry> channelsByName = new HashMap<>();
    private final Set<Long> deleted = new TreeSet<>();
    private @Nullable ServerRecord server;
    private RunRecord run = RunRecord.NONE;
    private long nextNumber = 1;
    private long strays;
    private long commitNeededFrom;
    private final Set<Long> commitFiles = new TreeSet<>();

    /**
     * Takes a record over.
     *
     * @param body its encoded form, which must not change any more
     */
    void apply(CatalogRecord record, ByteBuffer body) {
        switch (record) {
            case CatalogRecord.Server(ServerRecord is) -> server = is;
            case CatalogRecord.Client(ClientRecord client) ->
                    clients.put(client.clientId(), client);
            case CatalogRecord.ClientGone(String clientId) -> clients.remove(clientId);
            case CatalogRecord.Channel channel -> add(channel);
            case CatalogRecord.ChannelDeleted(long number) -> delete(number);
            case CatalogRecord.ChannelForgotten(long number) -> deleted.remove(number);
            case CatalogRecord.Subscription subscription -> {
                ChannelEntry entry = entry(subscription.channel());
                if (entry != null) {
                    entry.put(subscription.subscription().id(), body);
                }
            }
            case CatalogRecord.SubscriptionGone(long number, long id) -> {
                ChannelEntry entry = entry(number);
                if (entry != null) {
                    entry.remove(id);
                }
            }
            case CatalogRecord.Mark(var mark) -> {
                ChannelEntry entry = entry(mark.channel());
                if (entry != null) {
                    entry.advance(mark);
                }
            }
            case CatalogRecord.Numbers(long next) -> nextNumber = Math.max(nextNumber, next);
            case CatalogRecord.Segment(var note) -> {
                ChannelEntry entry = entry(note.channel());
                if (entry != null) {
                    entry.note(note);
                }
            }
            case CatalogRecord.CommitFile(long neededFrom, long begun) -> {
                commitNeededFrom = Math.max(commitNeededFrom, neededFrom);
                commitFiles.add(begun);
                commitFiles.removeIf(number -> number < Math.max(1, commitNeededFrom));
            }
            case CatalogRecord.Run(RunRecord of) -> run = of;
        }
    }

    private void add(CatalogRecord.Channel channel) {
        nextNumber = Math.max(nextNumber, channel.number() + 1);
        ChannelEntry entry =
                new ChannelEntry(channel.number(), channel.name(), channel.highestSubscriptionId());
        channels.put(channel.number(), entry);
        channelsByName.put(channel.name(), entry);
    }

    private void delete(long number) {
        ChannelEntry entry = channels.remove(number);
        if (entry != null) {
            channelsByName.remove(entry.name(), entry);
        }
        deleted.add(number);
    }

    /** A record about an unknown channel was written before the channel was deleted. */
    private @Nullable ChannelEntry entry(long number) {
        ChannelEntry entry = channels.get(number);
        if (entry == null && !deleted.contains(number)) {
            strays++;
        }
        return entry;
    }

    /** Returns the run of the server that was recorded last. */
    RunRecord run() {
        return run;
    }

    @Nullable ServerRecord server() {
        return server;
    }

    Collection<ClientRecord> clients() {
        return clients.values();
    }

    Collection<ChannelEntry> channels() {
        return channels.values();
    }

    @Nullable ChannelEntry channel(String name) {
        return channelsByName.get(name);
    }

    @Nullable ChannelEntry channel(long number) {
        return channels.get(number);
    }

    Set<Long> deleted() {
        return deleted;
    }

    long nextNumber() {
        return nextNumber;
    }

    /** Returns which files of the commit log there must be. */
    Set<Long> commitFiles() {
        return commitFiles;
    }

    /** Returns the greatest number that was ever given to such a file; 0 if it is unknown. */
    long lastCommitFile() {
        return commitFiles.stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(Math.max(0, commitNeededFrom - 1));
    }

    /** Returns how many records were about nothing that is known. */
    long strays() {
        return strays;
    }

    /**
     * Returns as few records as say the same. Each is encoded when it is taken: all of them
     * together can be more than the heap has room for.
     */
    Iterable<ByteBuffer> records() {
        return () -> stream().iterator();
    }

    /** Returns these as a stream, to which more can be added. */
    Stream<ByteBuffer> stream() {
        Stream<CatalogRecord> first =
                Stream.concat(
                        Stream.ofNullable(server).map(CatalogRecord.Server::new),
                        Stream.of(new CatalogRecord.Numbers(nextNumber)));
        Stream<CatalogRecord> started =
                run.number() > 0 ? Stream.of(new CatalogRecord.Run(run)) : Stream.empty();
        Stream<CatalogRecord> gone = deleted.stream().map(CatalogRecord.ChannelDeleted::new);
        Stream<CatalogRecord> files =
                Stream.concat(
                        Stream.of(new CatalogRecord.CommitFile(commitNeededFrom, 0)),
                        commitFiles.stream()
                                .map(number -> new CatalogRecord.CommitFile(0, number)));
        Stream<CatalogRecord> all = clients.values().stream().map(CatalogRecord.Client::new);
        // no flatMap around them: its iterator gathers all that one element stands for
        Stream<CatalogRecord> beforeClients =
                Stream.concat(Stream.concat(Stream.concat(first, started), files), gone);
        Stream<CatalogRecord> beforeChannels = Stream.concat(beforeClients, all);
        return Stream.concat(
                beforeChannels.map(CatalogCodec::encode),
                channels.values().stream().flatMap(CatalogTable::recordsOf));
    }

    private static Stream<ByteBuffer> recordsOf(ChannelEntry channel) {
        Stream<CatalogRecord> itself =
                Stream.of(
                        new CatalogRecord.Channel(
                                channel.number(), channel.name(), channel.highestSubscriptionId()));
        Stream<CatalogRecord> mark =
                channel.isMarked()
                        ? Stream.of(new CatalogRecord.Mark(channel.mark()))
                        : Stream.empty();
        Stream<CatalogRecord> segments =
                channel.segments().stream().map(CatalogRecord.Segment::new);
        return Stream.concat(
                Stream.concat(Stream.concat(itself, mark), segments).map(CatalogCodec::encode),
                channel.subscriptions().values().stream().map(ByteBuffer::duplicate));
    }
}
