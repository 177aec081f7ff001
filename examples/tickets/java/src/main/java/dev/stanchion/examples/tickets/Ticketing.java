package dev.stanchion.examples.tickets;

import io.nats.streaming.NatsStreaming;
import io.nats.streaming.Options;
import io.nats.streaming.StreamingConnection;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/** The connection that publisher and listener have in common. */
final class Ticketing {
    private Ticketing() {}

    /** Connects as the environment says, and says goodbye to the server when this JVM ends. */
    static StreamingConnection connect(Map<String, String> environment)
            throws IOException, InterruptedException {
        String clusterId = environment.getOrDefault("NATS_CLUSTER_ID", "ticketing");
        String clientId = environment.getOrDefault("NATS_CLIENT_ID", randomClientId());
        Options options =
                new Options.Builder()
                        .natsUrl(environment.getOrDefault("NATS_URL", "nats://localhost:4222"))
                        .connectionLostHandler((lost, reason) -> fail(reason))
                        .build();

        StreamingConnection connection = NatsStreaming.connect(clusterId, clientId, options);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(connection)));
        System.out.println("Connected to " + clusterId + " as " + clientId);
        return connection;
    }

    /** Ends the program with the reason. */
    static void fail(Throwable error) {
        System.err.println(error.getMessage());
        System.exit(1);
    }

    /** Two clients must not share an ID; random ones let any number of copies run side by side. */
    private static String randomClientId() {
        byte[] bytes = new byte[4];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Without this goodbye the server keeps sending for a while to a listener that is gone. */
    private static void close(StreamingConnection connection) {
        try {
            connection.close();
        } catch (Exception e) {
            System.err.println("The server does not know that this client is gone: " + e);
        }
    }
}
