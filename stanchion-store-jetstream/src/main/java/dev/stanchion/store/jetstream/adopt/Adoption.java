package dev.stanchion.store.jetstream.adopt;

import dev.stanchion.store.jetstream.api.JsonObject;
import dev.stanchion.store.jetstream.api.StreamInfo;
import dev.stanchion.store.jetstream.names.SubjectFilter;
import java.util.List;
import java.util.Optional;

/**
 * What streaming clients may do with an adopted stream, by its configuration. Immutable.
 *
 * @param filter which messages of the stream belong to the channel
 * @param isWhole whether these are all messages of the stream
 * @param obstacle why streaming clients cannot write; empty if they can
 */
public record Adoption(SubjectFilter filter, boolean isWhole, String obstacle) {
    private static final String CLUSTER = "stanchion.cluster";

    /** Tells whether streaming clients can publish to the channel. */
    public boolean isWritable() {
        return obstacle.isEmpty();
    }

    /** Returns why a channel cannot use a stream at all; empty if it can. */
    public static String refusal(AdoptedStream wanted, StreamInfo info) {
        if (!info.metadata(CLUSTER).isEmpty()) {
            return "stream %s is one of Stanchion's own, cluster ID %s: it cannot be adopted"
                    .formatted(wanted.stream(), info.metadata(CLUSTER));
        }
        Optional<SubjectFilter> filter = wanted.subject().map(SubjectFilter::new);
        List<SubjectFilter> taken = taken(info);
        if (filter.isPresent()
                && !info.isCopy()
                && taken.stream().noneMatch(filter.get()::overlaps)) {
            return "stream %s takes no messages on %s (subjects: %s)"
                    .formatted(
                            wanted.stream(),
                            filter.get().text(),
                            String.join(", ", info.takenSubjects()));
        }
        return "";
    }

    /** Returns what is possible with a stream that {@link #refusal} does not refuse. */
    public static Adoption of(AdoptedStream wanted, StreamInfo info) {
        List<SubjectFilter> taken = taken(info);
        boolean isOnlyOne = taken.size() == 1 && !info.isCopy();
        SubjectFilter filter =
                wanted.subject()
                        .map(SubjectFilter::new)
                        .orElse(isOnlyOne ? taken.getFirst() : SubjectFilter.EVERYTHING);
        boolean isWhole =
                filter.equals(SubjectFilter.EVERYTHING)
                        || (!info.isCopy() && taken.stream().allMatch(filter::covers));
        return new Adoption(filter, isWhole, obstacle(filter, info, isWhole));
    }

    private static List<SubjectFilter> taken(StreamInfo info) {
        return info.takenSubjects().stream().map(SubjectFilter::new).toList();
    }

    private static String obstacle(SubjectFilter filter, StreamInfo info, boolean isWhole) {
        JsonObject config = info.config();
        if (config.has("mirror")) {
            return "it is a mirror of " + config.object("mirror").text("name");
        }
        if (config.has("sources")) {
            return "it has messages of other streams (sources)";
        }
        if (!config.text("retention").equals("limits")) {
            return "its retention is " + config.text("retention");
        }
        if (config.flag("sealed")) {
            return "it is sealed";
        }
        if (config.flag("no_ack")) {
            return "it acknowledges no messages (no_ack)";
        }
        if (config.has("subject_transform")) {
            return "it changes subjects (subject_transform)";
        }
        if (config.flag("allow_msg_counter")) {
            return "it is a stream of counters";
        }
        if (info.takenSubjects().size() > 1) {
            return "it has several subjects (" + String.join(", ", info.takenSubjects()) + ")";
        }
        if (!filter.isOneSubject() || !isWhole) {
            return "its subject is a pattern (" + String.join(", ", info.takenSubjects()) + ")";
        }
        return "";
    }
}
