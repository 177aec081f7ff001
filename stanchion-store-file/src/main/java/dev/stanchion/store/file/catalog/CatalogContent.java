package dev.stanchion.store.file.catalog;

import dev.stanchion.engine.spi.RecoveredState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The content of a catalog at its opening. Immutable.
 *
 * @param deleted the numbers of deleted channels whose files may still exist
 * @param nextNumber all numbers below it were given to channels
 * @param commitFiles the numbers of the files of the commit log that must exist
 * @param lastCommitFile the last one that was ever begun; 0 if it is unknown
 */
public record CatalogContent(
        RecoveredState state,
        List<KnownChannel> channels,
        Set<Long> deleted,
        long nextNumber,
        Set<Long> commitFiles,
        long lastCommitFile) {
    public CatalogContent {
        channels = List.copyOf(channels);
        deleted = Set.copyOf(deleted);
        commitFiles = Set.copyOf(commitFiles);
    }

    static CatalogContent of(CatalogTable table) {
        List<KnownChannel> channels = new ArrayList<>();
        List<RecoveredState.Channel> recovered = new ArrayList<>();
        for (ChannelEntry entry : table.channels()) {
            KnownChannel channel = KnownChannel.of(entry);
            channels.add(channel);
            recovered.add(
                    new RecoveredState.Channel(
                            channel.name(), channel.subscriptions(), table.run().isIncomplete()));
        }
        RecoveredState state =
                new RecoveredState(
                        Optional.ofNullable(table.server()),
                        List.copyOf(table.clients()),
                        recovered);
        return new CatalogContent(
                state,
                channels,
                table.deleted(),
                table.nextNumber(),
                table.commitFiles(),
                table.lastCommitFile());
    }
}
