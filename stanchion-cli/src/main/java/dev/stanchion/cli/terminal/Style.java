package dev.stanchion.cli.terminal;

/** How a piece of text stands out, if the terminal has colours. */
public enum Style {
    STRONG("1"),
    /** Less important than what is around it. */
    FAINT("2"),
    GOOD("32"),
    WARNING("33"),
    BAD("31"),
    /** Names: channels, client IDs, commands. */
    NAME("36");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String paint(String text) {
        return "\033[" + code + "m" + text + "\033[0m";
    }
}
