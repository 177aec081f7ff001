package dev.stanchion.server.monitoring;

/**
 * What one path answers. Immutable.
 *
 * @param contentType as in the header
 */
public record Page(int status, String contentType, String body) {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String JSON = "application/json";
    private static final String PLAIN = "text/plain; charset=utf-8";

    /** Returns a page of HTML; the caller has escaped what is not its own text. */
    public static Page html(String body) {
        return new Page(200, HTML, body);
    }

    /** Returns the answer for a path that does not exist. */
    public static Page notFound() {
        return plain(404, "404 page not found\n");
    }

    /** Whether pages of other hosts may read it: data may be read by all. */
    boolean isForEverybody() {
        return contentType.equals(JSON);
    }

    static Page plain(int status, String body) {
        return new Page(status, PLAIN, body);
    }

    /** Returns the text so that HTML shows it and nothing else. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
