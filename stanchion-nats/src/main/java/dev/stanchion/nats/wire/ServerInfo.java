package dev.stanchion.nats.wire;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The INFO line, with which the server greets every connection ({@code spec/nats-core.md} 2.1).
 *
 * @param maxPayloadBytes must be positive, because clients refuse to publish anything at 0 or below
 * @param protection the rules about authentication and encryption
 * @param lameDuck whether clients should connect elsewhere
 */
public record ServerInfo(
        String serverId,
        String serverName,
        String version,
        String host,
        int port,
        int maxPayloadBytes,
        Protection protection,
        boolean lameDuck) {
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * What INFO says about authentication and encryption. INFO leaves out what is false.
     *
     * @param tlsAvailable whether TLS is possible, but not required
     */
    public record Protection(
            boolean authRequired, boolean tlsRequired, boolean tlsVerify, boolean tlsAvailable) {
        /** Neither authentication nor encryption. */
        public static final Protection NONE = new Protection(false, false, false, false);

        private void write(JsonGenerator json) {
            write(json, "auth_required", authRequired);
            write(json, "tls_required", tlsRequired);
            write(json, "tls_verify", tlsVerify);
            write(json, "tls_available", tlsAvailable);
        }

        private static void write(JsonGenerator json, String name, boolean holds) {
            if (holds) {
                json.writeBooleanProperty(name, true);
            }
        }
    }

    /** Returns this with {@link #lameDuck}. */
    public ServerInfo asLameDuck() {
        return new ServerInfo(
                serverId, serverName, version, host, port, maxPayloadBytes, protection, true);
    }

    /**
     * Returns the whole line for one connection. It has one blank before the brace, because the
     * Java client needs that.
     *
     * @param nonce the nonce for the client to sign; empty if no user has a key
     */
    public byte[] lineFor(long clientId, String clientIp, String nonce) {
        var line = new StringWriter();
        line.write("INFO ");
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeStringProperty("server_id", serverId);
            json.writeStringProperty("server_name", serverName);
            json.writeStringProperty("version", version);
            json.writeNumberProperty("proto", 1);
            json.writeStringProperty("go", "java" + Runtime.version().feature());
            json.writeStringProperty("host", host);
            json.writeNumberProperty("port", port);
            json.writeBooleanProperty("headers", true);
            json.writeNumberProperty("max_payload", maxPayloadBytes);
            json.writeNumberProperty("client_id", clientId);
            json.writeStringProperty("client_ip", clientIp);
            if (lameDuck) {
                json.writeBooleanProperty("ldm", true);
            }
            protection.write(json);
            if (!nonce.isEmpty()) {
                json.writeStringProperty("nonce", nonce);
            }
            json.writeEndObject();
        }
        line.write(" \r\n");
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }
}
