package dev.stanchion.conformance.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Which servers the suite knows; asked only about differences that are on purpose. */
enum Kind {
    STANCHION,
    GO;

    /** Tells by the version line: the Go server's names the nats-server inside. */
    static Kind ofExecutable() {
        return VersionLine.TEXT.contains("nats-server: v") ? GO : STANCHION;
    }

    /** Read once, when first asked for. */
    private static final class VersionLine {
        static final String TEXT = read();

        private static String read() {
            try {
                Process version =
                        new ProcessBuilder(ServerProcess.executable(), "-v")
                                .redirectErrorStream(true)
                                .start();
                byte[] line = version.getInputStream().readAllBytes();
                return new String(line, StandardCharsets.UTF_8);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
