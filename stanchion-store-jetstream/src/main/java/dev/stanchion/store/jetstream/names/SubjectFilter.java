package dev.stanchion.store.jetstream.names;

/**
 * A subject of NATS, which may contain wildcards. Immutable.
 *
 * @param text for example {@code orders.>}
 */
public record SubjectFilter(String text) {
    /** Every subject. */
    public static final SubjectFilter EVERYTHING = new SubjectFilter(">");

    private static final String ONE_TOKEN = "*";
    private static final String ALL_TOKENS = ">";

    /** Tells whether a text is a subject that a stream can take, with or without wildcards. */
    public static boolean isValid(String text) {
        String[] tokens = text.split("\\.", -1);
        for (int i = 0; i < tokens.length; i++) {
            String token = tokens[i];
            boolean isWildcard =
                    token.equals(ONE_TOKEN) || (token.equals(ALL_TOKENS) && i == tokens.length - 1);
            boolean isPlain =
                    !token.isEmpty()
                            && token.chars().allMatch(c -> c > ' ' && c < 0x7F)
                            && !token.contains(ONE_TOKEN)
                            && !token.contains(ALL_TOKENS);
            if (!isWildcard && !isPlain) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether it is one subject rather than a pattern. */
    public boolean isOneSubject() {
        return !text.contains(ONE_TOKEN) && !text.contains(ALL_TOKENS);
    }

    /** Tells whether each subject that the other one matches matches this one. */
    public boolean covers(SubjectFilter other) {
        String[] own = text.split("\\.", -1);
        String[] others = other.text.split("\\.", -1);
        for (int i = 0; i < own.length; i++) {
            if (own[i].equals(ALL_TOKENS)) {
                return others.length > i;
            }
            boolean isThere = i < others.length && !others[i].equals(ALL_TOKENS);
            if (!isThere || !(own[i].equals(ONE_TOKEN) || own[i].equals(others[i]))) {
                return false;
            }
        }
        return own.length == others.length;
    }

    /** Tells whether some subject matches both. */
    public boolean overlaps(SubjectFilter other) {
        String[] own = text.split("\\.", -1);
        String[] others = other.text.split("\\.", -1);
        for (int i = 0; i < Math.min(own.length, others.length); i++) {
            if (own[i].equals(ALL_TOKENS) || others[i].equals(ALL_TOKENS)) {
                return true;
            }
            boolean isAny = own[i].equals(ONE_TOKEN) || others[i].equals(ONE_TOKEN);
            if (!isAny && !own[i].equals(others[i])) {
                return false;
            }
        }
        return own.length == others.length;
    }
}
