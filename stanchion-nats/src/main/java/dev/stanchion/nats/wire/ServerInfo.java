package dev.stanchion.nats.wire;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The INFO line that greets every connection ({@code spec/nats-core.md} 2.1).
 *
 * @param maxPayloadBytes positive: clients refuse to publish anything at 0 or below
 * @param protection what clients have to do before they are let in
 * @param lameDuck whether clients should go elsewhere
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
     * What clients are told about authentication and encryption; what is false is left out.
     *
     * @param tlsAvailable TLS is possible, but not required
     */
    public record Protection(
            boolean authRequired, boolean tlsRequired, boolean tlsVerify, boolean tlsAvailable) {
        /** None. */
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

    /** The same, for clients that should go elsewhere. */
    public ServerInfo asLameDuck() {
        return new ServerInfo(
                serverId, serverName, version, host, port, maxPayloadBytes, protection, true);
    }

    /**
     * The whole line for one connection; one blank before the brace, as the Java client needs.
     *
     * @param nonce what the client may sign; empty if nobody has a key
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
