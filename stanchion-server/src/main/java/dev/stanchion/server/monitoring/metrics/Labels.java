package dev.stanchion.server.monitoring.metrics;

/** The labels of a value in the form of the page: {@code a="x",b="y"}. */
record Labels(String text) {
    static final Labels NONE = new Labels("");

    /** Returns these labels and another one. */
    Labels and(String name, String value) {
        String pair = name + "=\"" + escaped(value) + '"';
        return new Labels(text.isEmpty() ? pair : text + ',' + pair);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /** Returns the labels in braces; an empty text if there are none. */
    String inBraces() {
        return text.isEmpty() ? "" : "{" + text + "}";
    }
}
