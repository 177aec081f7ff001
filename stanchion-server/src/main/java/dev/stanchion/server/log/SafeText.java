package dev.stanchion.server.log;

/**
 * Makes text safe for a log, whoever chose it: names that clients give themselves end up in lines,
 * and whoever may choose a name could otherwise begin a line of his own, hide one with an escape
 * sequence, or fill the disk. What is escaped and what is left out stays visible.
 *
 * <p>Text that nothing needs to be done to, which is nearly all, is looked through once and not
 * copied. Text that is safe stays as it is.
 */
final class SafeText {
    /** Longer than any line of the server's own with names of a usual length. */
    static final int MAX_CHARACTERS = 4096;

    /** Enough of the end for what most lines end with: the reason, or the remedy. */
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

    /** Controls and line separators, and what turns the direction of the text that follows. */
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
