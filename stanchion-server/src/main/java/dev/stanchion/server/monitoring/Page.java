package dev.stanchion.server.monitoring;

import dev.stanchion.nats.monitoring.Callback;
import dev.stanchion.server.http.Reply;
import java.util.Map;
import java.util.TreeMap;

/**
 * The answer to one request. Immutable.
 *
 * @param contentType the value of the header; empty for an answer without content
 * @param headers additional headers
 */
public record Page(int status, String contentType, String body, Map<String, String> headers) {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String JSON = "application/json";
    private static final String ANY_SITE = "Access-Control-Allow-Origin";

    public Page {
        headers = Map.copyOf(headers);
    }

    /** Returns a page of HTML. The caller has escaped all inserted text. */
    public static Page html(String body) {
        return new Page(200, HTML, body, Map.of());
    }

    /**
     * Returns a page of JSON, or a script that calls a function with it, if the request has a
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

    /** Returns JSON with a status, which may be an error. */
    public static Page json(int status, String json) {
        return new Page(status, JSON, json, Map.of(ANY_SITE, "*"));
    }

    /**
     * Returns this page with headers that keep other sites from reading it. The page shows inboxes,
     * and with an inbox one can listen to a client or write to it. An operator's browser may show
     * the page, but other sites in that browser must not read it, neither as data nor as a script.
     */
    public Page withInboxes() {
        Map<String, String> own = new TreeMap<>(headers);
        own.remove(ANY_SITE);
        own.put("Cross-Origin-Resource-Policy", "same-origin");
        return new Page(status, contentType, body, own);
    }

    /** Returns text with a content type. */
    public static Page text(String contentType, String body) {
        return new Page(200, contentType, body, Map.of());
    }

    /** Returns an answer with a status and no content. */
    public static Page empty(int status) {
        return new Page(status, "", "", Map.of());
    }

    /** Returns the answer for a path that does not exist. */
    public static Page notFound() {
        return problem(404, "404 page not found");
    }

    /** Returns an answer with an error in one line of plain text. */
    public static Page problem(int status, String text) {
        return new Page(status, PLAIN, text + "\n", Map.of("X-Content-Type-Options", "nosniff"));
    }

    /** Returns a redirect to another path. */
    static Page movedTo(String target) {
        return new Page(
                301,
                HTML,
                "<a href=\"" + escape(target) + "\">Moved Permanently</a>.\n\n",
                Map.of("Location", target));
    }

    /** Returns a redirect from a path with a slash at the end to the page. */
    public static Page withoutSlash(PageRequest request) {
        String path = request.path().substring(0, request.path().length() - 1);
        return movedTo(request.query().isEmpty() ? path : path + "?" + request.query());
    }

    /** Returns the page as it goes out. */
    Reply reply() {
        return Reply.of(status, contentType, body, headers);
    }

    /** Returns this page with one more header. */
    Page with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Page(status, contentType, body, more);
    }

    /** Returns the text escaped for HTML. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
