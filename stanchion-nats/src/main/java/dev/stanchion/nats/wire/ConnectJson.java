package dev.stanchion.nats.wire;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the JSON of a CONNECT as Go's decoder does: keys in any case, the last of equal keys wins,
 * unknown keys are skipped, null leaves a field as it was, and a wrong type is an error.
 */
public final class ConnectJson {
    private static final JsonFactory JSON = new JsonFactory();

    private boolean verbose;
    private boolean pedantic;
    private boolean echo;
    private boolean headers;
    private boolean noResponders;
    private int protocol;
    private String account;
    private boolean newAccount;
    private String user;
    private String password;
    private String token;
    private String nkey;
    private String signature;
    private String name;
    private String lang;
    private String version;

    private ConnectJson(ConnectOptions before) {
        verbose = before.verbose();
        pedantic = before.pedantic();
        echo = before.echo();
        headers = before.headers();
        noResponders = before.noResponders();
        protocol = before.protocol();
        account = before.account();
        newAccount = before.newAccount();
        Credentials credentials = before.credentials();
        user = credentials.user();
        password = credentials.password();
        token = credentials.token();
        nkey = credentials.nkey();
        signature = credentials.signature();
        name = before.name();
        lang = before.lang();
        version = before.version();
    }

    /**
     * Applies a CONNECT to the options of the CONNECTs before.
     *
     * @throws ProtocolViolation (silent) if it is not JSON or a known field has the wrong type
     */
    public static ConnectOptions merge(ConnectOptions before, byte[] json) {
        var merged = new ConnectJson(before);
        try (JsonParser parser = open(json)) {
            merged.read(parser);
        } catch (JacksonException e) {
            throw malformed("CONNECT", placeOf(e));
        }
        return merged.options();
    }

    /**
     * Checks the JSON of an INFO, which is then ignored.
     *
     * @throws ProtocolViolation (silent) if it is not a JSON object or null
     */
    public static void checkInfo(byte[] json) {
        try (JsonParser parser = open(json)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT && first != JsonToken.VALUE_NULL) {
                throw malformed("INFO", "not an object");
            }
            parser.skipChildren();
            expectEnd(parser);
        } catch (JacksonException e) {
            throw malformed("INFO", placeOf(e));
        }
    }

    /** Parses a String, because the reference replaces malformed UTF-8 instead of refusing it. */
    private static JsonParser open(byte[] json) {
        return JSON.createParser(
                ObjectReadContext.empty(), new String(json, StandardCharsets.UTF_8));
    }

    /** Returns the place of the error without its text, which may be a password. */
    private static String placeOf(JacksonException e) {
        var place = e.getLocation();
        return "not JSON" + (place == null ? "" : " at character " + place.getColumnNr());
    }

    private void read(JsonParser parser) {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String key = parser.currentName().toLowerCase(Locale.ROOT);
                readField(parser, key, parser.nextToken());
            }
        } else if (first != JsonToken.VALUE_NULL) {
            throw malformed("CONNECT", "not an object");
        }
        expectEnd(parser);
    }

    private void readField(JsonParser parser, String key, JsonToken value) {
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        switch (key) {
            case "verbose" -> verbose = bool(key, value);
            case "pedantic" -> pedantic = bool(key, value);
            case "echo" -> echo = bool(key, value);
            case "headers" -> headers = bool(key, value);
            case "no_responders" -> noResponders = bool(key, value);
            case "protocol" -> protocol = integer(parser, key, value);
            case "account" -> account = string(parser, key, value);
            case "new_account" -> newAccount = bool(key, value);
            case "name" -> name = string(parser, key, value);
            case "lang" -> lang = string(parser, key, value);
            case "version" -> version = string(parser, key, value);
            case "tls_required" -> bool(key, value); // only its type matters
            case "user" -> user = string(parser, key, value);
            case "pass" -> password = string(parser, key, value);
            case "auth_token" -> token = string(parser, key, value);
            case "nkey" -> nkey = string(parser, key, value);
            case "sig" -> signature = string(parser, key, value);
            case "jwt" -> string(parser, key, value); // there are no JWTs; only its type matters
            default -> parser.skipChildren();
        }
    }

    private static boolean bool(String key, JsonToken value) {
        return switch (value) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw malformed("CONNECT", key + ": not a boolean");
        };
    }

    private static int integer(JsonParser parser, String key, JsonToken value) {
        if (value != JsonToken.VALUE_NUMBER_INT) {
            throw malformed("CONNECT", key + ": not an integer");
        }
        return parser.getIntValue();
    }

    private static String string(JsonParser parser, String key, JsonToken value) {
        if (value != JsonToken.VALUE_STRING) {
            throw malformed("CONNECT", key + ": not a string");
        }
        return parser.getString();
    }

    private static void expectEnd(JsonParser parser) {
        if (parser.nextToken() != null) {
            throw malformed("JSON", "something follows it");
        }
    }

    private static ProtocolViolation malformed(String what, String detail) {
        return ProtocolViolation.silent(CloseReason.PROTOCOL_VIOLATION, what + ": " + detail);
    }

    private ConnectOptions options() {
        return new ConnectOptions(
                verbose,
                pedantic,
                echo,
                headers,
                noResponders,
                protocol,
                account,
                newAccount,
                new Credentials(user, password, token, nkey, signature),
                name,
                lang,
                version);
    }
}
