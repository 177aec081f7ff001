package dev.stanchion.nats.link;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Makes the CONNECT line of a link ({@code spec/nats-core.md} 2.2). */
final class ConnectLine {
    private static final JsonFactory JSON = new JsonFactory();

    private ConnectLine() {}

    static byte[] of(
            LinkOptions options,
            ServerAddress server,
            Proof proof,
            PeerInfo info,
            boolean encrypted) {
        var line = new StringWriter();
        line.write("CONNECT ");
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeBooleanProperty("verbose", false);
            json.writeBooleanProperty("pedantic", false);
            json.writeBooleanProperty("tls_required", encrypted);
            json.writeStringProperty("name", options.name());
            json.writeStringProperty("lang", "stanchion");
            json.writeStringProperty("version", options.version());
            json.writeNumberProperty("protocol", 1);
            json.writeBooleanProperty("echo", false);
            json.writeBooleanProperty("headers", info.headers());
            json.writeBooleanProperty("no_responders", info.headers());
            writeWho(json, options.credentials(), server);
            writeProof(json, proof, info);
            json.writeEndObject();
        }
        line.write("\r\n");
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Writes the credentials. The credentials of the URL have priority over those of the options.
     */
    private static void writeWho(
            JsonGenerator json, LinkCredentials credentials, ServerAddress server) {
        boolean isInUrl = !server.user().isEmpty();
        String user = isInUrl ? server.user() : credentials.user();
        String password = isInUrl ? server.password() : credentials.password();
        if (isInUrl && password.isEmpty()) {
            json.writeStringProperty("auth_token", user);
        } else if (!user.isEmpty()) {
            json.writeStringProperty("user", user);
            json.writeStringProperty("pass", password);
        } else if (!credentials.token().isEmpty()) {
            json.writeStringProperty("auth_token", credentials.token());
        }
    }

    private static void writeProof(JsonGenerator json, Proof proof, PeerInfo info) {
        proof.key()
                .ifPresent(key -> {
                    if (proof.jwt().isEmpty()) {
                        json.writeStringProperty("nkey", key.publicText());
                    } else {
                        json.writeStringProperty("jwt", proof.jwt());
                    }
                    json.writeStringProperty("sig", key.sign(info.nonce()));
                });
    }
}
