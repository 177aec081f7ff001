package dev.stanchion.cli.backup;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.protocol.ParkedNote;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;

/**
 * What a file of a backup contains beside its messages. Immutable.
 *
 * @param id of this backup, which no other one has
 * @param since the ID of the backup that this one continues; empty if it stands alone
 * @param pattern of the channels that were wanted; empty for all
 * @param channels by their names, in the order of the file
 */
record BackupContents(
        Path file,
        String id,
        String since,
        String pattern,
        String takenAt,
        ServerRecord server,
        List<ClientRecord> clients,
        NavigableMap<String, Channel> channels) {
    /**
     * Channels of parked messages come last, because one may come into being while the others are
     * read.
     */
    static final Comparator<String> ORDER =
            Comparator.<String, Boolean>comparing(ParkedNote::isParkedChannel)
                    .thenComparing(Comparator.naturalOrder());

    BackupContents {
        clients = List.copyOf(clients);
    }

    /**
     * A channel.
     *
     * @param from the sequence from which this file has the messages; earlier ones are in the
     *     backup that it continues
     * @param lastMessageEpochNanos the time of the message that is the last one; 0 if nobody knows
     * @param bytes the size of its messages in the file
     * @param damaged how many messages could not be read
     */
    record Channel(
            String name,
            long firstSequence,
            long lastSequence,
            long lastEpochNanos,
            long highestSubscriptionId,
            long from,
            List<RecoveredState.Subscription> subscriptions,
            long messages,
            long bytes,
            long lastMessageEpochNanos,
            List<Long> damaged) {
        Channel {
            subscriptions = List.copyOf(subscriptions);
            damaged = List.copyOf(damaged);
        }
    }

    /** Returns how many messages are in the file. */
    long messages() {
        return channels.values().stream().mapToLong(Channel::messages).sum();
    }
}
