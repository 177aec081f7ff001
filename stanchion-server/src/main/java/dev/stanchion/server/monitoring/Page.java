package dev.stanchion.server.monitoring;

import dev.stanchion.nats.monitoring.Callback;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one request is answered. Immutable.
 *
 * @param contentType as in the header; empty for an answer without content
 * @param headers those that not every answer has
 */
public record Page(int status, String contentType, String body, Map<String, String> headers) {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String JSON = "application/json";
    private static final String ANY_SITE = "Access-Control-Allow-Origin";

    public Page {
        headers = Map.copyOf(headers);
    }

    /** Returns a page of HTML; the caller has escaped what is not its own text. */
    public static Page html(String body) {
        return new Page(200, HTML, body, Map.of());
    }

    /**
     * Returns a page of JSON, or a script that hands it to a function, if the request names one by
     * {@code callback} ({@code spec/operations.md} 4.1).
     */
    public static Page json(PageRequest request, String json) {
        String callback = request.text("callback");
        if (callback.isEmpty()) {
            return json(200, json);
        }
        return Callback.isFunction(callback)
                ? new Page(
                        200,
                        "application/javascript",
                        callback + "(" + json + ")",
                        Map.of("X-Content-Type-Options", "nosniff"))
                : problem(400, Callback.REFUSAL);
    }

    /** Returns JSON with a status that may say that something is wrong. */
    public static Page json(int status, String json) {
        return new Page(status, JSON, json, Map.of(ANY_SITE, "*"));
    }

    /**
     * Returns this page for one's own eyes: it shows inboxes, and whoever knows those can listen to
     * others or talk to them. An operator's browser may see it, and other sites that are open there
     * may not, neither as data nor as a script.
     */
    public Page withInboxes() {
        Map<String, String> own = new TreeMap<>(headers);
        own.remove(ANY_SITE);
        own.put("Cross-Origin-Resource-Policy", "same-origin");
        return new Page(status, contentType, body, own);
    }

    /** Returns text of some kind. */
    public static Page text(String contentType, String body) {
        return new Page(200, contentType, body, Map.of());
    }

    /** Returns an answer that is only a status. */
    public static Page empty(int status) {
        return new Page(status, "", "", Map.of());
    }

    /** Returns the answer for a path that does not exist. */
    public static Page notFound() {
        return problem(404, "404 page not found");
    }

    /** Returns an answer that says what is wrong, in plain text and one line. */
    public static Page problem(int status, String text) {
        return new Page(status, PLAIN, text + "\n", Map.of("X-Content-Type-Options", "nosniff"));
    }

    /** Returns an answer that sends whoever asked to another path. */
    static Page movedTo(String target) {
        return new Page(
                301,
                HTML,
                "<a href=\"" + escape(target) + "\">Moved Permanently</a>.\n\n",
                Map.of("Location", target));
    }

    /** Sends somebody who has typed a slash behind a page's path to the page. */
    public static Page withoutSlash(PageRequest request) {
        String path = request.path().substring(0, request.path().length() - 1);
        return movedTo(request.query().isEmpty() ? path : path + "?" + request.query());
    }

    /** Returns this page with one more header. */
    Page with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Page(status, contentType, body, more);
    }

    /** Returns the text so that HTML shows it and nothing else. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
