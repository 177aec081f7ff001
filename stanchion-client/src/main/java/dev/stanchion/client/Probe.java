package dev.stanchion.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Finds out what listens at a port where no NATS server answered. A NATS server sends first. The
 * probe sends a request like a browser's, and the answer shows what the server is.
 */
final class Probe {
    private static final Duration MOST_PATIENCE = Duration.ofSeconds(2);
    private static final int GREETING_BYTES = 4096;

    private Probe() {}

    static Trouble ask(URI server, Duration patience) {
        Duration timeout = patience.compareTo(MOST_PATIENCE) < 0 ? patience : MOST_PATIENCE;
        int millis = Math.max(1, Math.toIntExact(timeout.toMillis()));
        try (Socket socket = new Socket()) {
            InetSocketAddress address = new InetSocketAddress(server.getHost(), server.getPort());
            if (address.isUnresolved()) {
                throw new UnknownHostException(server.getHost());
            }
            socket.connect(address, millis);
            socket.setSoTimeout(millis);
            return answer(socket);
        } catch (IOException e) {
            return Attempts.ofSocket(e);
        }
    }

    private static Trouble answer(Socket socket) throws IOException {
        try {
            socket.getOutputStream()
                    .write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[GREETING_BYTES];
            int length = socket.getInputStream().read(answer);
            String text = new String(answer, 0, Math.max(0, length), StandardCharsets.ISO_8859_1);
            if (text.startsWith("INFO ")) {
                return text.contains("\"tls_required\":true")
                        ? Trouble.TLS_REQUIRED
                        : Trouble.OTHER;
            }
            return text.startsWith("HTTP/") ? Trouble.WEB_SERVER : Trouble.NOT_NATS;
        } catch (SocketTimeoutException e) {
            return Trouble.NOT_NATS; // it listens and answers neither request
        }
    }
}
