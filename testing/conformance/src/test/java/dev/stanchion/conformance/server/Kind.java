package dev.stanchion.conformance.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Which servers the suite knows; asked only about differences that are on purpose. */
enum Kind {
    STANCHION,
    GO;

    /** Recognises a server by its output about itself. */
    static Kind ofExecutable() {
        return Version.TEXT.contains("Stanchion") ? STANCHION : GO;
    }

    /** Read once, when first asked for. */
    private static final class Version {
        static final String TEXT = read();

        private static String read() {
            try {
                Process version =
                        new ProcessBuilder(ServerProcess.executable(), "-v")
                                .redirectErrorStream(true)
                                .start();
                byte[] text = version.getInputStream().readAllBytes();
                return new String(text, StandardCharsets.UTF_8);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
