package dev.stanchion.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class PortHolderIT {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    /** Answers a connection, and returns what is said of this. */
    private static String described(Greeting greeting) throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, LOOPBACK)) {
            Thread holder =
                    Thread.ofVirtual()
                            .start(() -> {
                                try (Socket socket = listening.accept()) {
                                    greeting.write(socket.getOutputStream());
                                } catch (IOException e) {
                                    // who asked has gone
                                }
                            });
            String text = PortHolder.describe("127.0.0.1", listening.getLocalPort());
            holder.interrupt();
            return text;
        }
    }

    private interface Greeting {
        void write(OutputStream out) throws IOException;
    }

    @Test
    void shouldNameANatsServer() throws IOException {
        assertThat(
                        described(out ->
                                out.write("INFO {\"server_name\":\"orders\"}\r\n".getBytes(UTF_8))))
                .isEqualTo("the NATS server \"orders\" listens there");
    }

    @Test
    void shouldNotWaitForTheEndOfALineThatHasNone() throws IOException {
        assertThat(
                        described(out -> {
                            while (true) { // until the reader has had enough
                                out.write(' ');
                                out.flush();
                            }
                        }))
                .isEqualTo("another program uses it");
    }

    @Test
    void shouldPassOverAProgramThatSaysNothing() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, LOOPBACK)) {
            assertThat(PortHolder.describe("127.0.0.1", silent.getLocalPort()))
                    .isEqualTo("another program uses it");
        }
    }
}
