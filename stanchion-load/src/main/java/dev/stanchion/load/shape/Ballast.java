package dev.stanchion.load.shape;

/**
 * What a server carries before it is measured, and what should cost nothing: it is compared with
 * the same server without it.
 *
 * @param clients connections, each with a client and a subscription on a channel of its own
 * @param channels channels with one message each
 * @param subscriptions subscriptions of one client, each on a channel of its own
 * @param messages messages of the shape's size in one other channel
 */
public record Ballast(int clients, int channels, int subscriptions, int messages) {
    public static final Ballast NONE = new Ballast(0, 0, 0, 0);

    public Ballast {
        if (clients < 0 || channels < 0 || subscriptions < 0 || messages < 0) {
            throw new IllegalArgumentException("ballast: negative");
        }
    }

    public boolean isEmpty() {
        return equals(NONE);
    }

    /** Says what it is, for people. */
    public String described() {
        StringBuilder text = new StringBuilder();
        part(text, clients, "idle clients");
        part(text, channels, "channels");
        part(text, subscriptions, "subscriptions");
        part(text, messages, "stored messages");
        return text.toString();
    }

    private static void part(StringBuilder text, int count, String what) {
        if (count > 0) {
            text.append(text.isEmpty() ? "" : ", ").append("%,d ".formatted(count)).append(what);
        }
    }
}
