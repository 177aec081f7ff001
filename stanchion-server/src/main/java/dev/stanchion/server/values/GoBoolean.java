package dev.stanchion.server.values;

/** Booleans as Go writes them. Source: {@code strconv.ParseBool}. */
public final class GoBoolean {
    private GoBoolean() {}

    /** Reads a boolean. {@code yes} and {@code on} are not booleans. */
    public static boolean parse(String text) {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> throw new BadValueException(BadValueException.PARSE_ERROR);
        };
    }
}
