package dev.stanchion.server.monitoring.metrics;

/** What tells the values of one metric apart, as the page has it: {@code a="x",b="y"}. */
record Labels(String text) {
    static final Labels NONE = new Labels("");

    /** Returns these and one more. */
    Labels and(String name, String value) {
        String pair = name + "=\"" + escaped(value) + '"';
        return new Labels(text.isEmpty() ? pair : text + ',' + pair);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /** Returns them in braces; nothing if there are none. */
    String inBraces() {
        return text.isEmpty() ? "" : "{" + text + "}";
    }
}
