package dev.stanchion.engine.finding;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of findings. */
public enum FindingKind {
    /** One of two near names has publishers and the other one has listeners. */
    NEAR_MISS_NAME,
    /** Somebody listens to a channel to which nobody ever published. */
    LISTENER_WITHOUT_PUBLISHER,
    /** Clients with random IDs leave durables behind that nobody can resume. */
    RANDOM_ID_DURABLE,
    /** A durable was not used for a week. */
    ORPHAN_DURABLE,
    /** A client asked for another start than before, and the position existed. */
    START_IGNORED,
    /** A position is sent much and acknowledges nothing. */
    NEVER_ACKS,
    /** Every member of a position is full, longer than the ack wait. */
    STALLED,
    /** A message is sent again and again while others are acknowledged. */
    POISON,
    /** Several connections want one client ID. */
    DUPLICATE_ID,
    /** Messages are acknowledged twice. */
    DOUBLE_ACK,
    /** Messages are acknowledged about when they are sent again, or later. */
    ACK_WAIT_BELOW_HANDLER,
    /** A message is not JSON where others are. */
    ODD_PAYLOAD,
    /** A client asks for a cluster that is not here. */
    WRONG_CLUSTER_ID,
    /** A client publishes to the name of a channel without the streaming protocol. */
    PLAIN_NATS_PUBLISH,
    /** A limit is nearly reached. */
    LIMIT_NEAR,
    /** More and more parked messages wait for somebody. */
    PARKED_GROWS,
    /** A pause between attempts is not longer than the ack wait. */
    BACKOFF_BELOW_ACK_WAIT;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** Returns its name for programs: {@code near-miss-name}. */
    public String code() {
        return code;
    }

    /** Finds a kind by its code. */
    public static Optional<FindingKind> of(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
    }
}
