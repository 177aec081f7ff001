package dev.stanchion.server.log;

/**
 * Makes any text safe for a log. Lines contain names that clients choose. Without this class, a
 * client could forge a line, hide one with an escape sequence, or fill the disk. The result shows
 * what was escaped and how much was left out.
 *
 * <p>Safe text, which is nearly all text, is read once and not copied.
 */
final class SafeText {
    /** The maximum length: longer than any line of the server with names of a usual length. */
    static final int MAX_CHARACTERS = 4096;

    /** The length of the end that is kept, because most lines end with the reason or the remedy. */
    private static final int KEPT_AT_THE_END = 1024;

    private SafeText() {}

    /**
     * Returns the text in one line of at most {@link #MAX_CHARACTERS} of its own characters. If it
     * is longer, its middle is left out.
     */
    static String of(String text) {
        if (text.length() <= MAX_CHARACTERS) {
            return visible(text);
        }
        int headEnd = MAX_CHARACTERS - KEPT_AT_THE_END;
        int tailBegin = text.length() - KEPT_AT_THE_END;
        return "%s...[%d characters left out]...%s"
                .formatted(
                        visible(text.substring(0, headEnd)),
                        tailBegin - headEnd,
                        visible(text.substring(tailBegin)));
    }

    private static String visible(String text) {
        return text.codePoints().anyMatch(SafeText::isHidden) ? escaped(text) : text;
    }

    private static String escaped(String text) {
        StringBuilder visible = new StringBuilder(text.length() + 32);
        text.codePoints()
                .forEach(codePoint -> {
                    if (isHidden(codePoint)) {
                        visible.append(escape(codePoint));
                    } else {
                        visible.appendCodePoint(codePoint);
                    }
                });
        return visible.toString();
    }

    private static String escape(int codePoint) {
        return switch (codePoint) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format(codePoint > 0xFFFF ? "\\U%08x" : "\\u%04x", codePoint);
        };
    }

    /**
     * Returns whether the character is a control character, a line separator, or changes the
     * direction of the text.
     */
    private static boolean isHidden(int codePoint) {
        if (codePoint >= ' ' && codePoint <= '~') {
            return false;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> false;
        };
    }
}
