package dev.stanchion.activity;

/**
 * What a lock shows. Immutable.
 *
 * @param rival the kind of holder
 * @param id tells one tenure of the lock from any other; empty if there is no holder
 * @param mark changes with each sign of life that the holder gives in the lock
 * @param holder the name of the holder for people
 * @param isGone whether the holder seems to have ended; it counts only if it gives no sign of life
 */
public record Sighting(Rival rival, String id, long mark, String holder, boolean isGone) {
    /** Nobody has the lock. */
    public static final Sighting FREE = new Sighting(Rival.NONE, "", 0, "");

    /** A holder that nothing is known of but what it does in the lock. */
    public Sighting(Rival rival, String id, long mark, String holder) {
        this(rival, id, mark, holder, false);
    }
}
