package dev.stanchion.nats.permission;

import dev.stanchion.nats.routing.Subjects;
import java.nio.charset.StandardCharsets;

/**
 * One line of a permission. Immutable.
 *
 * @param subject a subject or a pattern
 * @param queue the queue group, or a pattern for queue groups; empty means that the rule is not
 *     about queue groups
 * @param named whether a subscription must have a name where the pattern has {@code *}: {@code
 *     _INBOX.*} then allows {@code _INBOX.x7Qe}, but not {@code _INBOX.*}, which matches the
 *     inboxes of all clients
 */
public record SubjectRule(String subject, String queue, boolean named) {
    /**
     * Checks the subject.
     *
     * @throws IllegalArgumentException if the subject is not valid; the message is for an operator
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

    /** Returns a rule with {@link #named}. */
    public static SubjectRule named(String subject) {
        return new SubjectRule(subject, "", true);
    }
}
