package dev.stanchion.engine.finding;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of findings. */
public enum FindingKind {
    /** One of two near names has publishers and the other one has listeners. */
    NEAR_MISS_NAME(FindingSeverity.ERROR),
    /** Somebody listens to a channel to which nobody ever published. */
    LISTENER_WITHOUT_PUBLISHER(FindingSeverity.NOTE),
    /** Clients with random IDs leave durables behind that nobody can resume. */
    RANDOM_ID_DURABLE(FindingSeverity.WARNING),
    /** A durable was not used for a week. */
    ORPHAN_DURABLE(FindingSeverity.NOTE),
    /** A client asked for another start than before, and the position existed. */
    START_IGNORED(FindingSeverity.WARNING),
    /** A position is sent much and acknowledges nothing. */
    NEVER_ACKS(FindingSeverity.ERROR),
    /** Every member of a position is full, longer than the ack wait. */
    STALLED(FindingSeverity.ERROR),
    /** A message is sent again and again while others are acknowledged. */
    POISON(FindingSeverity.ERROR),
    /** Several connections want one client ID. */
    DUPLICATE_ID(FindingSeverity.ERROR),
    /** Messages are acknowledged twice. */
    DOUBLE_ACK(FindingSeverity.WARNING),
    /** Messages are acknowledged about when they are sent again, or later. */
    ACK_WAIT_BELOW_HANDLER(FindingSeverity.WARNING),
    /** A message is not JSON where others are. */
    ODD_PAYLOAD(FindingSeverity.NOTE),
    /** A client asks for a cluster that is not here. */
    WRONG_CLUSTER_ID(FindingSeverity.ERROR),
    /** A client publishes to the name of a channel without the streaming protocol. */
    PLAIN_NATS_PUBLISH(FindingSeverity.ERROR),
    /** A limit is nearly reached. */
    LIMIT_NEAR(FindingSeverity.WARNING),
    /** More and more parked messages wait for somebody. */
    PARKED_GROWS(FindingSeverity.WARNING),
    /** A pause between attempts is not longer than the ack wait. */
    BACKOFF_BELOW_ACK_WAIT(FindingSeverity.NOTE);

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final FindingSeverity severity;

    FindingKind(FindingSeverity severity) {
        this.severity = severity;
    }

    /** Returns how much findings of this kind matter. */
    public FindingSeverity severity() {
        return severity;
    }

    /** Returns its name for programs: {@code near-miss-name}. */
    public String code() {
        return code;
    }

    /** Finds a kind by its code. */
    public static Optional<FindingKind> of(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
    }
}
