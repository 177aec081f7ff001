package dev.stanchion.interop.chaos;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One message that a client published, and what its library said about it.
 *
 * @param client who published it
 * @param number the how many-th message of this client it was, from 1
 * @param sentAtNanos when the library was asked
 * @param outcome what became of it
 * @param error the text of the library, if it said one
 */
record Publish(
        String client, long number, long sentAtNanos, Outcome outcome, @Nullable String error) {

    /** What a library says about a message. */
    enum Outcome {
        ACKNOWLEDGED,
        /** The server has refused it. */
        REFUSED,
        /** Nobody has answered within the time that the library waits. */
        UNANSWERED,
        /** The library has not sent it, because it was not connected. */
        NOT_SENT
    }

    /** Returns the content and when it was sent, for reports. */
    String described() {
        return String.format(Locale.ROOT, "'%s' of %.2f s", content(), sentAtNanos / 1e9);
    }

    /** Returns what the message contains. */
    String content() {
        return content(client, number);
    }

    /** Returns the content of a message. */
    static String content(String client, long number) {
        return prefix(client) + number;
    }

    /** Returns the content of all messages of a client, without the number. */
    static String prefix(String client) {
        return client + " ";
    }

    /** Returns who published a content. */
    static String client(String content) {
        return content.substring(0, Math.max(0, content.indexOf(' ')));
    }

    /** Returns the number in a content. */
    static long number(String content) {
        return Long.parseLong(content.substring(content.indexOf(' ') + 1));
    }
}
