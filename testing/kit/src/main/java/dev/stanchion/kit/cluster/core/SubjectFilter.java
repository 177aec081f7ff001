package dev.stanchion.kit.cluster.core;

/** A subject that may contain wildcards. Immutable. */
public record SubjectFilter(String pattern) {
    /** Everything. */
    public static final SubjectFilter ALL = new SubjectFilter(">");

    /** Returns the filter of a request, where none means everything. */
    public static SubjectFilter of(String pattern) {
        return pattern.isEmpty() ? ALL : new SubjectFilter(pattern);
    }

    /** Tells whether it means a subject, which has no wildcards. */
    public boolean matches(String subject) {
        int at = 0;
        int from = 0;
        while (at < pattern.length() && from < subject.length()) {
            char c = pattern.charAt(at);
            if (c == '>' && at == pattern.length() - 1) {
                return true;
            }
            if (c == '*' && isToken(at)) {
                int dot = subject.indexOf('.', from);
                from = dot < 0 ? subject.length() : dot;
                at++;
            } else if (c == subject.charAt(from)) {
                at++;
                from++;
            } else {
                return false;
            }
        }
        return at == pattern.length() && from == subject.length();
    }

    private boolean isToken(int at) {
        return (at == 0 || pattern.charAt(at - 1) == '.')
                && (at == pattern.length() - 1 || pattern.charAt(at + 1) == '.');
    }

    /** Tells whether there is a subject that both mean. */
    public boolean overlaps(SubjectFilter other) {
        String[] ours = pattern.split("\\.", -1);
        String[] theirs = other.pattern.split("\\.", -1);
        for (int i = 0; i < Math.min(ours.length, theirs.length); i++) {
            if (ours[i].equals(">") || theirs[i].equals(">")) {
                return true;
            }
            boolean isWild = ours[i].equals("*") || theirs[i].equals("*");
            if (!isWild && !ours[i].equals(theirs[i])) {
                return false;
            }
        }
        return ours.length == theirs.length;
    }

    /** Tells whether it means one subject only. */
    public boolean isLiteral() {
        return !pattern.contains("*") && !pattern.endsWith(">");
    }
}
