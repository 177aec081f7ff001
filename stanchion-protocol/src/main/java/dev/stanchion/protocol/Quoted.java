package dev.stanchion.protocol;

/**
 * Puts names between quotes as Go's {@code %q} does. Error texts on the wire and the log lines that
 * users' tools look for contain names in this form.
 */
public final class Quoted {
    private Quoted() {}

    /** Returns the text in double quotes, with whatever cannot be seen escaped. */
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

    /** Letters, marks, numbers, punctuation, symbols and the plain space, as Go has it. */
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
