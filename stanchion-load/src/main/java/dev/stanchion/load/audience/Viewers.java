package dev.stanchion.load.audience;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.load.LoadException;
import dev.stanchion.load.server.Monitored;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at a server through its HTTP API as open dashboards do. Each stream is read as fast as it
 * comes. A search asks for its next part a second after the last answer, as a person does who
 * presses the button. Confined to one thread.
 */
public final class Viewers implements AutoCloseable {
    /** The server allows eight streams from one address, and loopback has many addresses. */
    private static final int STREAMS_OF_ADDRESS = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int BUFFER_BYTES = 8192;
    private static final Pattern NEXT = Pattern.compile("\"next\"\\s*:\\s*\"([^\"]+)\"");

    private final Monitored server;
    private final String channel;
    private final List<HttpClient> clients = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private int streams;

    private Viewers(Monitored server, String channel) {
        this.server = server;
        this.channel = "/channels/" + URLEncoder.encode(channel, UTF_8);
    }

    /**
     * Begins to look. When this method returns, each stream has begun.
     *
     * @param channel that is tailed and searched
     */
    public static Viewers open(Monitored server, Audience audience, String channel) {
        Viewers viewers = new Viewers(server, channel);
        boolean isOpen = false;
        try {
            viewers.begin(audience);
            isOpen = true;
            return viewers;
        } catch (IOException e) {
            throw unusable(String.valueOf(e.getMessage()), e);
        } finally {
            if (!isOpen) {
                viewers.close();
            }
        }
    }

    private static LoadException unusable(String problem, IOException cause) {
        return new LoadException(
                "the server cannot be looked at: " + problem,
                "Viewers need Stanchion with a monitoring port, and the loopback addresses of"
                        + " Linux.",
                cause);
    }

    private void begin(Audience audience) throws IOException {
        for (int i = 0; i < audience.viewers(); i++) {
            look("/events?topics=overview,findings,channels&sort=-lagMessages&limit=50");
        }
        for (int i = 0; i < audience.tails(); i++) {
            look(channel + "/tail");
        }
        for (int i = 0; i < audience.searches(); i++) {
            HttpClient client = client();
            Thread.ofVirtual().start(() -> search(client));
        }
    }

    private HttpClient client() throws IOException {
        if (streams++ % STREAMS_OF_ADDRESS == 0) {
            byte[] address = {127, 0, 1, (byte) (1 + clients.size())};
            clients.add(
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .localAddress(InetAddress.getByAddress(address))
                            .connectTimeout(PATIENCE)
                            .build());
        }
        return clients.getLast();
    }

    private <T> HttpResponse<T> ask(HttpClient client, String path, BodyHandler<T> body)
            throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + "/api/v1" + path);
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer " + server.token())
                        .timeout(PATIENCE)
                        .build();
        try {
            return client.send(request, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Opens a stream, waits for its first bytes, and goes on reading it. */
    private void look(String path) throws IOException {
        HttpResponse<InputStream> response = ask(client(), path, BodyHandlers.ofInputStream());
        InputStream body = response.body();
        if (response.statusCode() != OK) {
            throw new IOException(
                    "%s: status %d: %s"
                            .formatted(
                                    path,
                                    response.statusCode(),
                                    new String(body.readAllBytes(), UTF_8)));
        }
        byte[] buffer = new byte[BUFFER_BYTES];
        if (body.read(buffer) < 0) {
            throw new IOException(path + ": the stream has ended");
        }
        Thread.ofVirtual().start(() -> read(body, buffer));
    }

    private static void read(InputStream body, byte[] buffer) {
        try (body) {
            int count = 0;
            while (count >= 0) {
                count = body.read(buffer);
            }
        } catch (IOException ignored) {
            // The round has ended, and with it the stream.
        }
    }

    private void search(HttpClient client) {
        String from = "first";
        try {
            do {
                String path =
                        channel
                                + "/messages?contains=no-message-has-this&from="
                                + URLEncoder.encode(from, UTF_8);
                Matcher next = NEXT.matcher(ask(client, path, BodyHandlers.ofString()).body());
                from = next.find() ? next.group(1) : "first";
            } while (!end.await(1, TimeUnit.SECONDS));
        } catch (IOException ignored) {
            // The round has ended, and with it the search.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops looking. */
    @Override
    public void close() {
        end.countDown();
        clients.forEach(HttpClient::shutdownNow);
    }
}
