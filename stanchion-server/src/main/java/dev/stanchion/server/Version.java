package dev.stanchion.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which Stanchion this is, and which servers it stands in for.
 *
 * <p>Everything that shows a version shows Stanchion's own, and the one it is compatible with next
 * to it. See {@code docs/decisions/0005-version-lines.md}.
 */
public final class Version {
    /** The NATS Streaming server whose behaviour is the measure. */
    public static final String NATS_STREAMING = "0.25.6";

    private Version() {}

    /** Returns Stanchion's version: {@code 0.1.0}. */
    public static String stanchion() {
        try (InputStream resource = Version.class.getResourceAsStream("version.properties")) {
            if (resource == null) {
                throw new IllegalStateException(
                        "version.properties: missing (expected: in the jar)");
            }
            Properties properties = new Properties();
            properties.load(resource);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
