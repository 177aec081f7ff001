package dev.stanchion.nats.monitoring;

/**
 * The answer of a page. Immutable.
 *
 * @param status the HTTP status
 * @param contentType the value of the header
 */
public record Answer(int status, String contentType, String body) {
    /** The content type of JSON answers. */
    public static final String JSON = "application/json";

    private static final String JAVASCRIPT = "application/javascript";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAVAILABLE = 503;

    static Answer json(String body) {
        return new Answer(OK, JSON, body);
    }

    static Answer unavailable(String json) {
        return new Answer(UNAVAILABLE, JSON, json);
    }

    static Answer html(String body) {
        return new Answer(OK, HTML, body);
    }

    static Answer badRequest(String why) {
        return new Answer(BAD_REQUEST, PLAIN, why);
    }

    /** Returns an answer that says that the server is too busy. */
    static Answer busy() {
        return new Answer(UNAVAILABLE, PLAIN, "503 the server did not answer in time\n");
    }

    /** Returns this answer as a script that calls a function with it. */
    Answer calling(String function) {
        return contentType.equals(JSON)
                ? new Answer(status, JAVASCRIPT, function + "(" + body + ")")
                : this;
    }
}
