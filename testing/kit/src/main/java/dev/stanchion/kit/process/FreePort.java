package dev.stanchion.kit.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/**
 * Chooses ports for servers whose port a test must know before they start.
 *
 * <p>The ports lie below those that Linux and macOS give to connections and to servers that ask for
 * any port: such a port could be taken before the server of the test opens it. All tests of a
 * machine count in one file, so two of them never choose the same port at about the same time.
 *
 * <p>Safe for use by several threads and processes.
 */
public final class FreePort {
    private static final int FIRST = 12_000;
    private static final int END = 32_000;

    private static final Path COUNTER =
            Path.of(System.getProperty("java.io.tmpdir"), "stanchion-test-ports");

    private FreePort() {}

    /**
     * Returns a port that nobody listens on now, and that no other test gets until 20,000 more are
     * given.
     */
    public static int next() {
        // A file lock holds between processes only.
        synchronized (FreePort.class) {
            try (RandomAccessFile counter = new RandomAccessFile(COUNTER.toFile(), "rw")) {
                // The lock ends when the file is closed.
                counter.getChannel().lock();
                int port = counter.length() < Integer.BYTES ? FIRST : counter.readInt();
                do {
                    port = FIRST <= port && port + 1 < END ? port + 1 : FIRST;
                } while (!isFree(port));
                counter.seek(0);
                counter.writeInt(port);
                return port;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
