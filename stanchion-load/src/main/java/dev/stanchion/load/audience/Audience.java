package dev.stanchion.load.audience;

/**
 * How many look at the server's dashboard during a round. The server is compared with the same
 * server at which nobody looks. Immutable.
 *
 * @param viewers streams of events, as an open page has one
 * @param tails streams of the messages of the driven channel
 * @param searches searches for a text that no message has
 */
public record Audience(int viewers, int tails, int searches) {
    public static final Audience NONE = new Audience(0, 0, 0);

    /** The server allows 64 streams. */
    private static final int MOST_VIEWERS = 50;

    private static final int VIEWERS_FOR_A_TAIL = 5;
    private static final int VIEWERS_FOR_A_SEARCH = 10;

    /** More searches at once are refused by the server. */
    private static final int MOST_SEARCHES = 2;

    /**
     * Returns an audience in which every fifth viewer also tails, and every tenth searches.
     *
     * @throws IllegalArgumentException if there are more than a server allows
     */
    public static Audience of(int viewers) {
        if (viewers < 1 || viewers > MOST_VIEWERS) {
            throw new IllegalArgumentException(
                    "--viewers: %d (expected: 1 to %d)".formatted(viewers, MOST_VIEWERS));
        }
        return new Audience(
                viewers,
                viewers / VIEWERS_FOR_A_TAIL,
                Math.min(MOST_SEARCHES, viewers / VIEWERS_FOR_A_SEARCH));
    }

    public boolean isEmpty() {
        return equals(NONE);
    }

    /** Returns a readable description of the audience. */
    public String described() {
        return "viewers: %d, tails: %d, searches: %d".formatted(viewers, tails, searches);
    }
}
