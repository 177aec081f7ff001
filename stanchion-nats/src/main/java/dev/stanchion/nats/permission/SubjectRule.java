package dev.stanchion.nats.permission;

import dev.stanchion.nats.routing.Subjects;
import java.nio.charset.StandardCharsets;

/**
 * One line of a permission. Immutable.
 *
 * @param subject a subject or a pattern
 * @param queue the queue group, or pattern of such, that it speaks of; empty means that it does not
 *     speak of queue groups
 * @param named whether a subscription must write a name wherever the pattern has {@code *}: {@code
 *     _INBOX.*} then admits {@code _INBOX.x7Qe}, and not {@code _INBOX.*}, which is everybody's
 */
public record SubjectRule(String subject, String queue, boolean named) {
    /**
     * Checks the subject.
     *
     * @throws IllegalArgumentException if it is none; the message is for an operator
     */
    public SubjectRule {
        check("subject", subject, subject);
        if (!queue.isEmpty()) {
            check("queue", queue, subject + " " + queue);
        }
    }

    private static void check(String what, String text, String whole) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!Subjects.isValid(bytes) || !Subjects.isPrintable(bytes)) {
            throw new IllegalArgumentException(
                    what
                            + " \""
                            + whole
                            + "\" is not valid (expected: tokens with dots between them, > only as"
                            + " the last)");
        }
    }

    /**
     * Reads {@code subject} or {@code subject queue}.
     *
     * @throws IllegalArgumentException if it is neither; the message is for an operator
     */
    public static SubjectRule of(String text) {
        String[] parts = text.strip().split("\\s+", -1);
        return switch (parts.length) {
            case 1 -> new SubjectRule(parts[0], "", false);
            case 2 -> new SubjectRule(parts[0], parts[1], false);
            default ->
                    throw new IllegalArgumentException(
                            "\""
                                    + text
                                    + "\" is not valid (expected: a subject, or a subject and"
                                    + " a queue)");
        };
    }

    /** A pattern whose {@code *} a subscription has to fill in. */
    public static SubjectRule named(String subject) {
        return new SubjectRule(subject, "", true);
    }
}
