package dev.stanchion.protocol;

/**
 * Quotes names as Go's {@code %q} does. Error texts on the wire contain names in this form, and so
 * do log lines for which users' tools search.
 */
public final class Quoted {
    private Quoted() {}

    /** Returns the text in double quotes. Characters that are not printable are escaped. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(codePoint -> append(quoted, codePoint));
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder quoted, int codePoint) {
        switch (codePoint) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case 0x07 -> quoted.append("\\a");
            case '\b' -> quoted.append("\\b");
            case '\f' -> quoted.append("\\f");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            case 0x0B -> quoted.append("\\v");
            default -> appendVisibly(quoted, codePoint);
        }
    }

    private static void appendVisibly(StringBuilder quoted, int codePoint) {
        if (isPrintable(codePoint)) {
            quoted.appendCodePoint(codePoint);
        } else if (codePoint < 0x20 || codePoint == 0x7F) {
            quoted.append(String.format("\\x%02x", codePoint));
        } else {
            quoted.append(String.format(codePoint > 0xFFFF ? "\\U%08x" : "\\u%04x", codePoint));
        }
    }

    /**
     * Returns whether a character is printable by Go's rule: letters, marks, numbers, punctuation,
     * symbols and the ASCII space.
     */
    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            case Character.SPACE_SEPARATOR -> codePoint == ' ';
            default -> true;
        };
    }
}
