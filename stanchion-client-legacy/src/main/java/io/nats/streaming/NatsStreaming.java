package io.nats.streaming;

import java.io.IOException;
import org.jspecify.annotations.NullUnmarked;

/** Connects to a streaming server. */
@NullUnmarked
public final class NatsStreaming {
    private NatsStreaming() {}

    /**
     * Connects with the {@linkplain #defaultOptions() default options}.
     *
     * @throws IOException if no server is there, or it refuses
     */
    public static StreamingConnection connect(String clusterId, String clientId)
            throws IOException, InterruptedException {
        return connect(clusterId, clientId, defaultOptions());
    }

    /**
     * Connects.
     *
     * @param opts null for the default options. Their cluster ID and client ID have no effect
     * @throws IOException if no server is there, or it refuses: the message is the server's text
     * @throws IllegalArgumentException if an option cannot work
     */
    public static StreamingConnection connect(String clusterId, String clientId, Options opts)
            throws IOException, InterruptedException {
        return RegisteredConnection.open(
                clusterId, clientId, opts == null ? defaultOptions() : opts);
    }

    /** Returns options with the defaults. */
    public static Options defaultOptions() {
        return new Options.Builder().build();
    }
}
