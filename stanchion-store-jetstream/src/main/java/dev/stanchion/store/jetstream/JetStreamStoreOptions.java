package dev.stanchion.store.jetstream;

import dev.stanchion.store.jetstream.adopt.AdoptedStream;
import dev.stanchion.store.jetstream.names.ClusterNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
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
 * @param adopted the channels that use streams of somebody else
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
        Predicate<String> nativeWriters,
        Map<String, AdoptedStream> adopted) {
    public static final JetStreamStoreOptions DEFAULT = new Draft().toOptions();

    public JetStreamStoreOptions {
        placementTags = List.copyOf(placementTags);
        adopted = Map.copyOf(adopted);
    }

    /** Returns these options with another number of replicas. */
    public JetStreamStoreOptions withReplicas(int changed) {
        return with(draft -> draft.replicas = changed);
    }

    /** Returns these options with streams in files, or in memory. */
    public JetStreamStoreOptions withOnFile(boolean changed) {
        return with(draft -> draft.onFile = changed);
    }

    /** Returns these options with other subjects, domain, placement and compression. */
    public JetStreamStoreOptions withStreams(
            String changedSubjects,
            Optional<String> changedDomain,
            List<String> changedTags,
            boolean changedCompressed) {
        return with(draft -> {
            draft.subjects = changedSubjects;
            draft.domain = changedDomain;
            draft.placementTags = changedTags;
            draft.compressed = changedCompressed;
        });
    }

    /** Returns these options with another {@link #patience}. */
    public JetStreamStoreOptions withPatience(Duration changed) {
        return with(draft -> draft.patience = changed);
    }

    /** Returns these options with a bucket that is made anew from the streams if it is gone. */
    public JetStreamStoreOptions withStateFromStreams(boolean changed) {
        return with(draft -> draft.stateFromStreams = changed);
    }

    /** Returns these options with other {@link #nativeWriters}. */
    public JetStreamStoreOptions withNativeWriters(Predicate<String> changed) {
        return with(draft -> draft.nativeWriters = changed);
    }

    /** Returns these options with other {@link #adopted} channels. */
    public JetStreamStoreOptions withAdopted(Map<String, AdoptedStream> changed) {
        return with(draft -> draft.adopted = changed);
    }

    private JetStreamStoreOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.toOptions();
    }

    /** A mutable copy of the options. Confined to one call. */
    private static final class Draft {
        private int replicas = 3;
        private boolean onFile = true;
        private String subjects = ClusterNames.DEFAULT_SUBJECTS;
        private Optional<String> domain = Optional.empty();
        private List<String> placementTags = List.of();
        private boolean compressed;
        private Duration patience = Duration.ofSeconds(25);
        private Duration positionDelay = Duration.ofMillis(100);
        private int tailBytes = 1 << 20;
        private long maxWaitingBytes = 64L << 20;
        private boolean stateFromStreams;
        private Predicate<String> nativeWriters = channel -> false;
        private Map<String, AdoptedStream> adopted = Map.of();

        Draft() {}

        Draft(JetStreamStoreOptions from) {
            replicas = from.replicas;
            onFile = from.onFile;
            subjects = from.subjects;
            domain = from.domain;
            placementTags = from.placementTags;
            compressed = from.compressed;
            patience = from.patience;
            positionDelay = from.positionDelay;
            tailBytes = from.tailBytes;
            maxWaitingBytes = from.maxWaitingBytes;
            stateFromStreams = from.stateFromStreams;
            nativeWriters = from.nativeWriters;
            adopted = from.adopted;
        }

        JetStreamStoreOptions toOptions() {
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
                    nativeWriters,
                    adopted);
        }
    }
}
