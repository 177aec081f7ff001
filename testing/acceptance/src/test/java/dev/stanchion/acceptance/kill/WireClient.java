package dev.stanchion.acceptance.kill;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.stanchion.kit.process.Server;
import io.nats.streaming.protobuf.ConnectRequest;
import io.nats.streaming.protobuf.ConnectResponse;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A streaming client on a bare socket. It ends when its server does, and then each call fails with
 * {@link ConnectionLost}. Safe for use by many threads.
 */
final class WireClient implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;
    private static final long MOMENT_MILLIS = 20;

    private final Socket socket = new Socket();
    private final OutputStream out;
    private final String inbox;
    private final Map<Integer, Handler> handlers = new ConcurrentHashMap<>();
    private final Queue<CompletableFuture<Boolean>> pings = new ConcurrentLinkedQueue<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final CompletableFuture<Boolean> lost = new CompletableFuture<>();
    private ConnectResponse subjects = ConnectResponse.getDefaultInstance();

    /** Takes what arrives; on the thread that reads. */
    interface Handler {
        void onMessage(String reply, byte[] payload);
    }

    /** The server is gone, or has closed the connection. */
    static final class ConnectionLost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ConnectionLost(Throwable cause) {
            super(cause);
        }
    }

    private WireClient(Server server, String clientId) throws IOException {
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(server.host(), server.port()));
        out = new BufferedOutputStream(socket.getOutputStream(), 64 * 1024);
        inbox = "_INBOX." + clientId + "." + System.nanoTime();
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        Thread.ofVirtual().start(() -> readAll(in));
    }

    /** Registers a client; the server must not think that somebody else is. */
    static WireClient connect(Server server, String clientId) {
        try {
            WireClient client = new WireClient(server, clientId);
            client.send("CONNECT {\"verbose\":false,\"pedantic\":false}\r\n");
            String heartbeats = client.inbox + ".hb";
            client.subscribe(heartbeats, (reply, payload) -> client.publish(reply, "", payload));
            byte[] request =
                    ConnectRequest.newBuilder()
                            .setClientID(clientId)
                            .setHeartbeatInbox(heartbeats)
                            .build()
                            .toByteArray();
            client.subjects =
                    ConnectResponse.parseFrom(
                            client.request("_STAN.discover." + Server.CLUSTER_ID, request));
            if (!client.subjects.getError().isEmpty()) {
                throw new IllegalStateException(clientId + ": " + client.subjects.getError());
            }
            return client;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new ConnectionLost(e);
        }
    }

    ConnectResponse subjects() {
        return subjects;
    }

    String inbox() {
        return inbox;
    }

    boolean isLost() {
        return lost.isDone();
    }

    /** Waits until the connection is lost, but no longer than a moment. */
    void waitAMoment() {
        try {
            lost.get(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    void subscribe(String subject, Handler handler) {
        int number = numbers.incrementAndGet();
        handlers.put(number, handler);
        send("SUB " + subject + " " + number + "\r\n");
    }

    void publish(String subject, String reply, byte[] payload) {
        String line = "PUB " + subject + " " + reply + " " + payload.length + "\r\n";
        synchronized (out) {
            try {
                out.write(line.getBytes(ISO_8859_1));
                out.write(payload);
                out.write("\r\n".getBytes(ISO_8859_1));
                out.flush();
            } catch (IOException e) {
                throw new ConnectionLost(e);
            }
        }
    }

    /** Returns the first answer. */
    byte[] request(String subject, byte[] payload) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        String reply = inbox + ".reply." + numbers.incrementAndGet();
        subscribe(reply, (ignored, bytes) -> answer.complete(bytes));
        publish(subject, reply, payload);
        return await(answer);
    }

    /** Returns once the server has read everything that was sent before. */
    void roundTrip() {
        CompletableFuture<Boolean> pong = new CompletableFuture<>();
        synchronized (out) {
            pings.add(pong);
            send("PING\r\n");
        }
        await(pong);
    }

    private <T> T await(CompletableFuture<T> answer) {
        try {
            CompletableFuture.anyOf(answer, lost).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (answer.isDone()) {
                return answer.get();
            }
            throw new ConnectionLost(new IOException("no answer"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionLost(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the server does not answer", e);
        }
    }

    private void send(String text) {
        synchronized (out) {
            try {
                out.write(text.getBytes(ISO_8859_1));
                out.flush();
            } catch (IOException e) {
                throw new ConnectionLost(e);
            }
        }
    }

    private void readAll(DataInputStream in) {
        try {
            while (true) {
                take(in, readLine(in));
            }
        } catch (IOException | ConnectionLost end) {
            lost.complete(true);
        }
    }

    private void take(DataInputStream in, String line) throws IOException {
        if (line.startsWith("MSG ")) {
            String[] parts = line.split(" ", -1);
            byte[] payload = new byte[Integer.parseInt(parts[parts.length - 1])];
            in.readFully(payload);
            in.skipNBytes(2);
            Handler handler = handlers.get(Integer.valueOf(parts[2]));
            if (handler != null) {
                handler.onMessage(parts.length == 5 ? parts[3] : "", payload);
            }
        } else if (line.equals("PING")) {
            send("PONG\r\n");
        } else if (line.equals("PONG")) {
            CompletableFuture<Boolean> ping = pings.poll();
            if (ping != null) {
                ping.complete(true);
            }
        }
    }

    private static String readLine(DataInputStream in) throws IOException {
        var line = new StringBuilder();
        for (int b = in.readUnsignedByte(); b != '\n'; b = in.readUnsignedByte()) {
            line.append((char) b);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            lost.complete(true);
        }
    }
}
