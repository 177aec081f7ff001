package dev.stanchion.kit.bus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Subscribers by subject, with or without wildcards, and a value for each of them. Confined to the
 * thread of the test.
 */
public final class SubjectInterests<T> {
    private final Map<String, List<T>> literals = new HashMap<>();
    private final List<Wildcard<T>> wildcards = new ArrayList<>();

    private record Wildcard<T>(String pattern, T interested) {
        boolean matches(String subject) {
            return subject.startsWith(literalBeginning()) && matchesByToken(subject);
        }

        private String literalBeginning() {
            int star = pattern.indexOf('*');
            return pattern.substring(0, star >= 0 ? star : pattern.indexOf('>'));
        }

        private boolean matchesByToken(String subject) {
            String[] wanted = pattern.split("\\.", -1);
            String[] tokens = subject.split("\\.", -1);
            for (int i = 0; i < wanted.length; i++) {
                if (wanted[i].equals(">")) {
                    return i < tokens.length;
                }
                if (i >= tokens.length || !(wanted[i].equals("*") || wanted[i].equals(tokens[i]))) {
                    return false;
                }
            }
            return wanted.length == tokens.length;
        }
    }

    /** Notes an interest. One that is noted twice counts twice. */
    public void add(String subject, T interested) {
        if (isWildcard(subject)) {
            wildcards.add(new Wildcard<>(subject, interested));
        } else {
            literals.computeIfAbsent(subject, ignored -> new ArrayList<>(1)).add(interested);
        }
    }

    /** Forgets an interest; this does nothing if it is not known. */
    public void remove(String subject, T interested) {
        if (isWildcard(subject)) {
            wildcards.remove(new Wildcard<>(subject, interested));
            return;
        }
        List<T> all = literals.get(subject);
        if (all != null && all.remove(interested) && all.isEmpty()) {
            literals.remove(subject);
        }
    }

    /** Returns the current subscribers of a literal subject. */
    public List<T> matching(String subject) {
        List<T> matching = new ArrayList<>(literals.getOrDefault(subject, List.of()));
        for (Wildcard<T> wildcard : wildcards) {
            if (wildcard.matches(subject)) {
                matching.add(wildcard.interested());
            }
        }
        return matching;
    }

    /** Tells whether somebody is interested in exactly this subject, without wildcards. */
    public boolean isNamed(String subject) {
        return literals.containsKey(subject);
    }

    /** Forgets every interest. */
    public void clear() {
        literals.clear();
        wildcards.clear();
    }

    /** Returns how many interests there are. */
    public int size() {
        return wildcards.size() + literals.values().stream().mapToInt(List::size).sum();
    }

    private static boolean isWildcard(String subject) {
        return subject.contains("*") || subject.endsWith(">");
    }
}
