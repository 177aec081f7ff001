package dev.stanchion.nats.permission;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The subscribe rules of permissions in a form for fast checks. Immutable. */
final class SubscribeRules {
    private final boolean allowsAll;
    private final List<Line> allow;
    private final List<Line> deny;

    /** A rule with its patterns; {@code queue} is null if the rule is not about queue groups. */
    private record Line(SubjectPattern subject, @Nullable SubjectPattern queue, boolean named) {
        static Line of(SubjectRule rule) {
            return new Line(
                    new SubjectPattern(rule.subject()),
                    rule.queue().isEmpty() ? null : new SubjectPattern(rule.queue()),
                    rule.named());
        }

        boolean covers(byte[] other) {
            return named ? subject.coversNamed(other) : subject.covers(other);
        }

        boolean isForQueue(byte[] name) {
            return queue != null && queue.matches(name, 0, name.length);
        }

        /** Returns whether a denial is about this queue group or about all subscriptions. */
        boolean concerns(byte[] name) {
            return queue == null || isForQueue(name);
        }
    }

    SubscribeRules(SubjectRules rules) {
        allowsAll = rules.allowsAll();
        allow = rules.allow().stream().map(Line::of).toList();
        deny = rules.deny().stream().map(Line::of).toList();
    }

    /**
     * Returns whether a subscription is allowed.
     *
     * @param queue empty if it is plain
     */
    boolean allows(byte[] subject, byte[] queue) {
        return isAllowed(subject, queue) && !isDenied(subject, queue);
    }

    private boolean isAllowed(byte[] subject, byte[] queue) {
        if (allowsAll) {
            return true;
        }
        boolean plainAllows = false;
        boolean queueMatters = false;
        for (Line line : allow) {
            if (line.covers(subject)) {
                if (line.queue() == null) {
                    plainAllows = true;
                } else if (queue.length > 0) {
                    if (line.isForQueue(queue)) {
                        return true;
                    }
                    queueMatters = true;
                }
            }
        }
        return plainAllows && !queueMatters;
    }

    private boolean isDenied(byte[] subject, byte[] queue) {
        for (Line line : deny) {
            if (line.concerns(queue) && line.subject().covers(subject)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the denied subjects within a subscription that {@link #allows} accepts; null if there
     * are none.
     */
    @Nullable DeniedSubjects deniedWithin(byte[] subject, byte[] queue) {
        List<SubjectPattern> within =
                deny.stream()
                        .filter(line -> line.concerns(queue) && line.subject().overlaps(subject))
                        .map(Line::subject)
                        .toList();
        return within.isEmpty() ? null : new DeniedSubjects(within);
    }
}
