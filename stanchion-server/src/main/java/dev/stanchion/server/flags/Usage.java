package dev.stanchion.server.flags;

/** Makes the usage text from the table of flags. */
public final class Usage {
    private static final int HELP_COLUMN = 41;

    private Usage() {}

    /** Returns the text for a command. */
    public static String text(Dialect dialect) {
        StringBuilder text = new StringBuilder();
        text.append("\nUsage: ").append(dialect.command()).append(" [options]\n");
        for (FlagGroup group : FlagGroup.of(dialect)) {
            text.append('\n').append(group.heading()).append(":\n");
            group.lines().forEach(line -> append(text, line));
        }
        return text.append(
                        "\nOptions marked * have no effect in this version, or the server refuses them and"
                                + " says what to do.\n")
                .toString();
    }

    /** Appends one flag. Names that are too long for their column have a line of their own. */
    private static void append(StringBuilder text, FlagGroup.Line line) {
        String mark = line.isUsable() ? " " : "*";
        String names =
                "  " + mark + " " + String.join(", ", line.names()) + " " + line.placeholder();
        text.append(names);
        if (names.length() >= HELP_COLUMN) {
            text.append('\n').append(" ".repeat(HELP_COLUMN));
        } else {
            text.append(" ".repeat(HELP_COLUMN - names.length()));
        }
        text.append(line.help());
        if (!line.defaultValue().isEmpty()) {
            text.append(" (default: ").append(line.defaultValue()).append(')');
        }
        text.append('\n');
    }
}
