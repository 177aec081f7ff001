package dev.stanchion.cli.why;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The monitoring port of a server, over HTTP. */
final class MonitoringPort {
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;
    private static final String PATH = "/api/v1/why";

    private final String url;

    /**
     * @param url as the user typed it
     */
    MonitoringPort(String url) {
        this.url = url;
    }

    /** The outcome of a question. */
    sealed interface Reply {
        /** The server has answered. */
        record Answer(String body) implements Reply {}

        /** The server has not answered. */
        record Failure(String problem, String remedy) implements Reply {}
    }

    /** Asks why messages of a channel do not arrive. */
    Reply why(String channel, String position) {
        String query =
                "?channel="
                        + encoded(channel)
                        + (position.isEmpty() ? "" : "&group=" + encoded(position));
        URI base;
        try {
            base = new URI(url);
        } catch (URISyntaxException e) {
            return notAnAddress();
        }
        if (base.getHost() == null || !isHttp(base.getScheme())) {
            return notAnAddress();
        }
        try {
            return get(base, query);
        } catch (IOException e) {
            return new Reply.Failure(
                    "Cannot ask " + shown(base) + ": " + e.getMessage(),
                    "Is the server running, and is this its monitoring port? The server opens it"
                            + " with -m 8222.");
        }
    }

    private static boolean isHttp(String scheme) {
        return scheme.equals("http") || scheme.equals("https");
    }

    private Reply notAnAddress() {
        return new Reply.Failure(
                "--url: " + url + " (expected: http://host:port)",
                "Name the monitoring port, not the port for clients: http://localhost:8222");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Returns the address without credentials. */
    private static String shown(URI base) {
        return base.getScheme()
                + "://"
                + base.getHost()
                + (base.getPort() < 0 ? "" : ":" + base.getPort());
    }

    private static Reply get(URI base, String query) throws IOException {
        String path = base.getPath() == null ? "" : base.getPath().replaceAll("/+$", "");
        URI target = URI.create(shown(base) + path + PATH + query);
        HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        if (base.getUserInfo() != null) {
            byte[] credentials = base.getUserInfo().getBytes(StandardCharsets.UTF_8);
            connection.setRequestProperty(
                    "Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
        }
        int status = connection.getResponseCode();
        String type = String.valueOf(connection.getContentType());
        if (status == 200 && type.startsWith("application/json")) {
            return new Reply.Answer(body(connection.getInputStream()));
        }
        return failure(base, status);
    }

    private static Reply failure(URI base, int status) {
        return switch (status) {
            case 401 ->
                    new Reply.Failure(
                            shown(base) + " asks for a user name and a password",
                            "Add them: --url http://user:password@" + base.getHost());
            case 422 ->
                    new Reply.Failure(
                            "This cannot be the name of a channel", "Check the spelling.");
            case 503 ->
                    new Reply.Failure(
                            shown(base) + " cannot answer now: it starts, or it is a standby",
                            "Ask again, or ask the active server.");
            default ->
                    new Reply.Failure(
                            shown(base) + " cannot answer: it does not know " + PATH,
                            "It is not a Stanchion, or an older one. NATS Streaming has the pages"
                                    + " /streaming/channelsz and /streaming/clientsz.");
        };
    }

    private static String body(InputStream in) throws IOException {
        try (in) {
            return new String(in.readNBytes(MAX_ANSWER_BYTES), StandardCharsets.UTF_8);
        }
    }
}
