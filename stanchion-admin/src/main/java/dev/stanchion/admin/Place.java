package dev.stanchion.admin;

import java.time.Instant;
import java.util.Map;

/** The next message that a moved position sends. Immutable. */
public final class Place {
    private final Object json;

    private Place(Object json) {
        this.json = json;
    }

    /** The oldest message. */
    public static Place first() {
        return new Place("first");
    }

    /** The newest message. */
    public static Place last() {
        return new Place("last");
    }

    /** The message with this sequence. */
    public static Place sequence(long sequence) {
        return new Place(Map.of("sequence", sequence));
    }

    /** The first message that was stored at this time or later. */
    public static Place time(Instant time) {
        return new Place(Map.of("time", time.toString()));
    }

    /** So many messages later; earlier if negative. */
    public static Place by(long messages) {
        return new Place(Map.of("by", messages));
    }

    Object json() {
        return json;
    }
}
