package dev.stanchion.load.shape;

/**
 * The idle load of a server during a measurement. It should cost nothing, so the server is compared
 * with the same server without it.
 *
 * @param clients the number of connections, each with a client and a subscription on its own
 *     channel
 * @param channels the number of channels with one message each
 * @param subscriptions the number of subscriptions of one client, each on its own channel
 * @param messages the number of messages of the shape's size in one other channel
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

    /** Returns a readable description of the ballast. */
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
