package dev.stanchion.simulation.invariant;

import static dev.stanchion.simulation.invariant.Invariant.ACKED_MEANS_STORED;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.protocol.PubAck;
import dev.stanchion.simulation.client.Publication;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The publications of clients, their results, and the answers. */
final class PublicationLedger {
    private final Violations violations;
    private final Tally tally;
    private final Map<String, Fate> fates = new HashMap<>();
    private final Set<String> unheardSubjects = new HashSet<>();
    private int run;

    /** The result of one publication. */
    private static final class Fate {
        private final Publication publication;
        private @Nullable ChannelLedger storedIn;
        private long sequence;
        private boolean answered;
        private boolean unheard;
        private boolean waitsForHearing;
        private int handedInRun = -1;

        Fate(Publication publication) {
            this.publication = publication;
        }
    }

    PublicationLedger(Violations violations, Tally tally) {
        this.violations = violations;
        this.tally = tally;
    }

    void published(Publication publication) {
        fates.put(publication.guid(), new Fate(publication));
    }

    void handed(String guid) {
        Fate fate = fates.get(guid);
        if (fate != null) {
            fate.handedInRun = run;
            fate.waitsForHearing = unheardSubjects.contains(fate.publication.replyTo());
        }
    }

    void engineGone() {
        run++;
    }

    void stored(ChannelLedger channel, SeenMessage message) {
        Fate fate = fates.get(message.guid());
        if (fate == null || fate.storedIn != null || !isAsPublished(fate.publication, message)) {
            violations.report(
                    ACKED_MEANS_STORED, "stored in %s twice or altered: %s", channel, message);
            return;
        }
        fate.storedIn = channel;
        fate.sequence = message.sequence();
    }

    private static boolean isAsPublished(Publication publication, SeenMessage message) {
        return publication.valid()
                && publication.channel().equals(message.channel())
                && publication.reply().equals(message.reply())
                && new String(publication.data(), UTF_8).equals(message.data());
    }

    /** All that was stored in a channel from a sequence on has moved up. */
    void movedUp(ChannelLedger channel, long from, int count) {
        fates.values().stream()
                .filter(fate -> fate.storedIn == channel && fate.sequence >= from)
                .forEach(fate -> fate.sequence += count);
    }

    /** The store lost a message before it was durable. */
    void lost(SeenMessage message) {
        Fate fate = fates.get(message.guid());
        if (fate != null) {
            fate.storedIn = null;
        }
    }

    void answered(String subject, PubAck ack) {
        Fate fate = fates.get(ack.guid());
        if (fate == null || !fate.publication.replyTo().equals(subject)) {
            violations.report(ACKED_MEANS_STORED, "ack of nothing on %s: %s", subject, ack);
            return;
        }
        if (fate.unheard) {
            tally.count(Tally.Event.ANSWER_HEARD_LATE);
        } else if (fate.answered) {
            violations.report(ACKED_MEANS_STORED, "second ack of %s: %s", fate.publication, ack);
        }
        fate.answered = true;
        fate.unheard = false;
        unheardSubjects.remove(subject);
        if (ack.error().isEmpty()) {
            positive(fate);
        } else {
            negative(fate, ack.error());
        }
    }

    /**
     * No client has received the answer, so it may be given again. Other answers for the same
     * publisher may wait behind it until they are too late.
     */
    void unheard(String subject, String guid) {
        unheardSubjects.add(subject);
        for (Fate fate : fates.values()) {
            if (fate.publication.replyTo().equals(subject)) {
                fate.waitsForHearing |= fate.handedInRun == run && !fate.answered;
                fate.unheard |= fate.publication.guid().equals(guid);
            }
        }
    }

    private void positive(Fate fate) {
        tally.count(Tally.Event.PUBLISH_ACKED);
        ChannelLedger channel = fate.storedIn;
        if (channel == null || !channel.isDurable(fate.sequence)) {
            violations.report(
                    ACKED_MEANS_STORED,
                    "acked, but not durable: %s of %s to %s, sequence %d",
                    fate.publication.guid(),
                    fate.publication.client(),
                    fate.publication.channel(),
                    fate.sequence);
        }
    }

    private void negative(Fate fate, String error) {
        tally.count(Tally.Event.PUBLISH_REFUSED);
        if (fate.storedIn != null) {
            violations.report(
                    ACKED_MEANS_STORED,
                    "refused with '%s', but stored: %s of %s to %s, sequence %d",
                    error,
                    fate.publication.guid(),
                    fate.publication.client(),
                    fate.publication.channel(),
                    fate.sequence);
        }
    }

    /** At rest: every publish that this run of the engine was handed has its answer. */
    void addMissing(List<Violation> missing) {
        for (Fate fate : fates.values()) {
            if (fate.handedInRun == run && !fate.answered && !fate.waitsForHearing) {
                missing.add(
                        Violation.of(
                                Invariant.EVERY_REQUEST_IS_ANSWERED,
                                "publish %s of %s to %s has no ack",
                                fate.publication.guid(),
                                fate.publication.client(),
                                fate.publication.channel()));
            }
        }
    }
}
