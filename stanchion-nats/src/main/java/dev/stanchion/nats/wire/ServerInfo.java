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
 * @param lameDuck whether clients should go elsewhere
 */
public record ServerInfo(
        String serverId,
        String serverName,
        String version,
        String host,
        int port,
        int maxPayloadBytes,
        boolean lameDuck) {
    private static final JsonFactory JSON = new JsonFactory();

    /** The same, for clients that should go elsewhere. */
    public ServerInfo asLameDuck() {
        return new ServerInfo(serverId, serverName, version, host, port, maxPayloadBytes, true);
    }

    /** The whole line for one connection; one blank before the brace, as the Java client needs. */
    public byte[] lineFor(long clientId, String clientIp) {
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
            json.writeEndObject();
        }
        line.write(" \r\n");
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }
}
