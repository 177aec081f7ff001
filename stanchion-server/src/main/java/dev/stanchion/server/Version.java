package dev.stanchion.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The version of Stanchion, and the versions of the servers that it replaces.
 *
 * <p>Every output of a version shows Stanchion's own, and next to it the version that it is
 * compatible with. See {@code docs/decisions/0005-version-lines.md}.
 */
public final class Version {
    /** The version of NATS Streaming whose behaviour Stanchion follows. */
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
