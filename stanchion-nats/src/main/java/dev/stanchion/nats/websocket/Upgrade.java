package dev.stanchion.nats.websocket;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.NetUtil;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * The decision about an HTTP request ({@code spec/nats-core.md} 9.1, 9.4). A pure function.
 *
 * <p>Every path is a client connection, except those of other protocols.
 */
sealed interface Upgrade {
    /**
     * The connection becomes a WebSocket.
     *
     * @param response the status line and headers of the answer
     */
    record Accepted(String response, UpgradeResult terms) implements Upgrade {}

    /** The server answers and closes the connection. */
    record Refused(int status, String text) implements Upgrade {
        private static final Refused BAD_REQUEST = new Refused(400, "Bad Request");
        private static final Refused FORBIDDEN = new Refused(403, "Forbidden");
        private static final Refused NOT_FOUND = new Refused(404, "Not Found");
        private static final Refused NOT_ALLOWED = new Refused(405, "Method Not Allowed");

        /** Returns the whole answer, with the text of the reference. */
        String response() {
            return """
            HTTP/1.1 %d %s\r
            Connection: close\r
            Content-Length: %d\r
            Content-Type: text/plain; charset=utf-8\r
            Sec-Websocket-Version: 13\r
            X-Content-Type-Options: nosniff\r
            \r
            %2$s
            """
                    .formatted(status, text, text.length() + 1);
        }
    }

    /** The constant of RFC 6455 for {@code Sec-WebSocket-Accept}. */
    String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    static Upgrade of(HttpRequest request, WebSocketOptions options, boolean tls) {
        HttpHeaders headers = request.headers();
        if (!request.method().equals(HttpMethod.GET)) {
            return Refused.NOT_ALLOWED;
        }
        if (request.uri().startsWith("/leafnode") || request.uri().startsWith("/mqtt")) {
            return Refused.NOT_FOUND;
        }
        String key = headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "").strip();
        if (request.decoderResult().isFailure()
                || headers.get(HttpHeaderNames.HOST, "").isEmpty()
                || !headers.containsValue(HttpHeaderNames.UPGRADE, "websocket", true)
                || !headers.containsValue(HttpHeaderNames.CONNECTION, "Upgrade", true)
                || key.isEmpty()
                || !headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "").strip().equals("13")
                || hasBody(headers)) {
            return Refused.BAD_REQUEST;
        }
        return isAllowed(headers, options, tls) ? accept(headers, key, options) : Refused.FORBIDDEN;
    }

    private static boolean hasBody(HttpHeaders headers) {
        return headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
                || !headers.get(HttpHeaderNames.CONTENT_LENGTH, "0").strip().equals("0");
    }

    private static boolean isAllowed(HttpHeaders headers, WebSocketOptions options, boolean tls) {
        List<String> allowed = options.allowedOrigins();
        String said =
                headers.get(
                        HttpHeaderNames.ORIGIN,
                        headers.get(HttpHeaderNames.SEC_WEBSOCKET_ORIGIN, ""));
        if (said.isEmpty() || (!options.sameOrigin() && allowed.isEmpty())) {
            return true;
        }
        Origin origin = Origin.parse(said);
        return origin != null
                && (!options.sameOrigin()
                        || origin.isHost(headers.get(HttpHeaderNames.HOST, ""), tls))
                && (allowed.isEmpty()
                        || allowed.stream().map(Origin::parse).anyMatch(origin::equals));
    }

    private static Upgrade accept(HttpHeaders headers, String key, WebSocketOptions options) {
        boolean compressed =
                options.compression()
                        && headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS).stream()
                                .anyMatch(Upgrade::offersDeflate);
        boolean unmasked = headers.get("Nats-No-Masking", "").equalsIgnoreCase("true");
        var terms =
                new UpgradeResult(
                        !unmasked,
                        compressed,
                        headers.get(HttpHeaderNames.USER_AGENT, "").startsWith("Mozilla/"),
                        forwardedFor(headers));
        String response =
                "HTTP/1.1 101 Switching Protocols\r\n"
                        + "Upgrade: websocket\r\n"
                        + "Connection: Upgrade\r\n"
                        + ("Sec-WebSocket-Accept: " + acceptKey(key) + "\r\n")
                        + (compressed
                                ? "Sec-WebSocket-Extensions: permessage-deflate;"
                                        + " server_no_context_takeover;"
                                        + " client_no_context_takeover\r\n"
                                : "")
                        + (unmasked ? "Nats-No-Masking: true\r\n" : "")
                        + "\r\n";
        return new Accepted(response, terms);
    }

    private static boolean offersDeflate(String extensions) {
        for (String extension : extensions.split(",", -1)) {
            String name = extension.split(";", 2)[0].strip();
            if (name.equalsIgnoreCase("permessage-deflate")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the address that a proxy names, if it is a valid address. A client that connects
     * directly may forge it.
     */
    private static String forwardedFor(HttpHeaders headers) {
        String first = headers.get("X-Forwarded-For", "").split(",", 2)[0].strip();
        return NetUtil.isValidIpV4Address(first) || NetUtil.isValidIpV6Address(first) ? first : "";
    }

    private static String acceptKey(String key) {
        try {
            byte[] text = (key + GUID).getBytes(StandardCharsets.ISO_8859_1);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
