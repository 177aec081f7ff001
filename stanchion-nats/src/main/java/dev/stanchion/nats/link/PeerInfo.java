package dev.stanchion.nats.link;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The information in a server's INFO ({@code spec/nats-core.md} 2.1). Immutable.
 *
 * @param nonce the nonce that a key must sign; empty if the server requires no signature
 * @param connectUrls the other addresses to which the same clients may connect
 */
public record PeerInfo(
        String serverId,
        String serverName,
        String version,
        boolean headers,
        int maxPayloadBytes,
        boolean tlsRequired,
        boolean tlsAvailable,
        boolean lameDuck,
        String nonce,
        List<String> connectUrls) {
    /** The information of a server that has not sent any. */
    static final PeerInfo NONE =
            new PeerInfo("", "", "", false, 0, false, false, false, "", List.of());

    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern VERSION = Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})\\..*");

    public PeerInfo {
        connectUrls = List.copyOf(connectUrls);
    }

    /** Returns whether the server is of this version or a later one. */
    public boolean isAtLeast(int major, int minor) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            return false;
        }
        int itsMajor = Integer.parseInt(matcher.group(1));
        return itsMajor > major
                || (itsMajor == major && Integer.parseInt(matcher.group(2)) >= minor);
    }

    /**
     * Reads an INFO. A missing field keeps its default.
     *
     * @throws LinkException if the INFO is not a JSON object
     */
    static PeerInfo read(byte[] json) {
        Draft draft = new Draft();
        try (JsonParser parser =
                JSON.createParser(
                        ObjectReadContext.empty(), new String(json, StandardCharsets.UTF_8))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new LinkException("INFO is no object (expected: a NATS server)");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                draft.take(parser, parser.currentName(), parser.nextToken());
            }
        } catch (JacksonException e) {
            throw new LinkException("INFO is no JSON (expected: a NATS server)");
        }
        return draft.toInfo();
    }

    /** Collects the fields during the parse. Confined to one call. */
    private static final class Draft {
        private String serverId = "";
        private String serverName = "";
        private String version = "";
        private boolean headers;
        private int maxPayloadBytes = 1024 * 1024;
        private boolean tlsRequired;
        private boolean tlsAvailable;
        private boolean lameDuck;
        private String nonce = "";
        private final List<String> connectUrls = new ArrayList<>();

        void take(JsonParser parser, String name, JsonToken value) {
            boolean isTrue = value == JsonToken.VALUE_TRUE;
            String text = value == JsonToken.VALUE_STRING ? parser.getString() : "";
            switch (name) {
                case "server_id" -> serverId = text;
                case "server_name" -> serverName = text;
                case "version" -> version = text;
                case "nonce" -> nonce = text;
                case "headers" -> headers = isTrue;
                case "tls_required" -> tlsRequired = isTrue;
                case "tls_available" -> tlsAvailable = isTrue;
                case "ldm" -> lameDuck = isTrue;
                case "max_payload" -> {
                    if (value == JsonToken.VALUE_NUMBER_INT) {
                        maxPayloadBytes = (int) Math.min(parser.getLongValue(), Integer.MAX_VALUE);
                    }
                }
                case "connect_urls" -> takeUrls(parser, value);
                default -> parser.skipChildren();
            }
        }

        private void takeUrls(JsonParser parser, JsonToken value) {
            if (value != JsonToken.START_ARRAY) {
                parser.skipChildren();
                return;
            }
            JsonToken next = parser.nextToken();
            while (next != null && next != JsonToken.END_ARRAY) {
                if (next == JsonToken.VALUE_STRING) {
                    connectUrls.add(parser.getString());
                } else {
                    parser.skipChildren();
                }
                next = parser.nextToken();
            }
        }

        PeerInfo toInfo() {
            return new PeerInfo(
                    serverId,
                    serverName,
                    version,
                    headers,
                    maxPayloadBytes,
                    tlsRequired,
                    tlsAvailable,
                    lameDuck,
                    nonce,
                    connectUrls);
        }
    }
}
