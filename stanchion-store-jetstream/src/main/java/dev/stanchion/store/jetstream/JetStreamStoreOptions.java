package dev.stanchion.store.jetstream;

import dev.stanchion.store.jetstream.names.ClusterNames;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How the store uses the NATS cluster. Immutable.
 *
 * @param replicas the number of replicas of each stream
 * @param onFile whether streams are in files rather than in memory
 * @param subjects what the subjects of channels begin with; {@code {cluster}} stands for the
 *     cluster ID
 * @param domain the JetStream domain; empty for that of the account
 * @param placementTags the tags of servers on which streams may be
 * @param compressed whether the servers compress streams
 * @param patience how long publishers wait for a cluster that does not answer
 * @param positionDelay how long positions of subscriptions gather before they are written
 * @param tailBytes how much of each channel's newest messages stays in memory; channels with much
 *     traffic share a pool besides
 * @param maxWaitingBytes how many bytes may wait for the cluster
 * @param stateFromStreams whether a bucket that is gone is made anew from the streams
 * @param nativeWriters tells whether the store looks for messages that JetStream clients write to a
 *     channel
 */
public record JetStreamStoreOptions(
        int replicas,
        boolean onFile,
        String subjects,
        Optional<String> domain,
        List<String> placementTags,
        boolean compressed,
        Duration patience,
        Duration positionDelay,
        int tailBytes,
        long maxWaitingBytes,
        boolean stateFromStreams,
        Predicate<String> nativeWriters) {
    private static final int TAIL_BYTES = 1024 * 1024;
    private static final long MAX_WAITING_BYTES = 64L * 1024 * 1024;

    public static final JetStreamStoreOptions DEFAULT =
            new JetStreamStoreOptions(
                    3,
                    true,
                    ClusterNames.DEFAULT_SUBJECTS,
                    Optional.empty(),
                    List.of(),
                    false,
                    Duration.ofSeconds(25),
                    Duration.ofMillis(100),
                    TAIL_BYTES,
                    MAX_WAITING_BYTES,
                    false,
                    channel -> false);

    public JetStreamStoreOptions {
        placementTags = List.copyOf(placementTags);
    }

    /** Returns these options with another number of replicas. */
    public JetStreamStoreOptions withReplicas(int changed) {
        return new JetStreamStoreOptions(
                changed,
                onFile,
                subjects,
                domain,
                placementTags,
                compressed,
                patience,
                positionDelay,
                tailBytes,
                maxWaitingBytes,
                stateFromStreams,
                nativeWriters);
    }

    /** Returns these options with streams in files, or in memory. */
    public JetStreamStoreOptions withOnFile(boolean changed) {
        return new JetStreamStoreOptions(
                replicas,
                changed,
                subjects,
                domain,
                placementTags,
                compressed,
                patience,
                positionDelay,
                tailBytes,
                maxWaitingBytes,
                stateFromStreams,
                nativeWriters);
    }

    /** Returns these options with other subjects, domain, placement and compression. */
    public JetStreamStoreOptions withStreams(
            String changedSubjects,
            Optional<String> changedDomain,
            List<String> changedTags,
            boolean changedCompressed) {
        return new JetStreamStoreOptions(
                replicas,
                onFile,
                changedSubjects,
                changedDomain,
                changedTags,
                changedCompressed,
                patience,
                positionDelay,
                tailBytes,
                maxWaitingBytes,
                stateFromStreams,
                nativeWriters);
    }

    /** Returns these options with another {@link #patience}. */
    public JetStreamStoreOptions withPatience(Duration changed) {
        return new JetStreamStoreOptions(
                replicas,
                onFile,
                subjects,
                domain,
                placementTags,
                compressed,
                changed,
                positionDelay,
                tailBytes,
                maxWaitingBytes,
                stateFromStreams,
                nativeWriters);
    }

    /** Returns these options with a bucket that is made anew from the streams if it is gone. */
    public JetStreamStoreOptions withStateFromStreams(boolean changed) {
        return new JetStreamStoreOptions(
                replicas,
                onFile,
                subjects,
                domain,
                placementTags,
                compressed,
                patience,
                positionDelay,
                tailBytes,
                maxWaitingBytes,
                changed,
                nativeWriters);
    }

    /** Returns these options with other {@link #nativeWriters}. */
    public JetStreamStoreOptions withNativeWriters(Predicate<String> changed) {
        return new JetStreamStoreOptions(
                replicas,
                onFile,
                subjects,
                domain,
                placementTags,
                compressed,
                patience,
                positionDelay,
                tailBytes,
                maxWaitingBytes,
                stateFromStreams,
                changed);
    }
}
