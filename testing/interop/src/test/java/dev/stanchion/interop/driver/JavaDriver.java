package dev.stanchion.interop.driver;

import java.io.IOException;

/** The driver of {@code io.nats:java-nats-streaming}. */
final class JavaDriver {
    private JavaDriver() {}

    public static void main(String[] arguments) throws IOException {
        RequestLoop.run(events -> new JavaConnections(events)::perform);
    }
}
