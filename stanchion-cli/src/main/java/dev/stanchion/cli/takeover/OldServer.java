package dev.stanchion.cli.takeover;

import dev.stanchion.transfer.TransferException;
import io.nats.client.Connection;
import io.nats.client.JetStreamStatusException;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether the old server is there, by asking it to register a client without a name. It
 * refuses that, so nothing changes. Confined to one thread.
 */
final class OldServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final String url;
    private final String subject;
    private @Nullable Connection connection;

    /** What a look has shown. */
    enum Sign {
        /** The old server answers. */
        SERVES,
        /** The old server has not answered in time. It may only be slow. */
        SILENT,
        /** A NATS server answers, and no streaming server of the cluster listens there. */
        LEFT,
        /** Nothing listens at the address. */
        REFUSED
    }

    /**
     * @param url of the old server, or of the NATS server that it uses
     */
    OldServer(String url, String clusterId) {
        this.url = url;
        this.subject = "_STAN.discover." + clusterId;
    }

    /** Looks once. */
    Sign look() {
        try {
            return ask(connected());
        } catch (IOException e) {
            close();
            return Sign.REFUSED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransferException("the takeover was interrupted", "Start it again.", e);
        }
    }

    private Connection connected() throws IOException, InterruptedException {
        Connection open = connection;
        if (open == null || open.getStatus() != Connection.Status.CONNECTED) {
            close();
            open = Nats.connect(options());
            connection = open;
        }
        return open;
    }

    private Options options() {
        try {
            return new Options.Builder()
                    .server(url)
                    .connectionTimeout(PATIENCE)
                    .reportNoResponders()
                    .noReconnect()
                    .errorListener(new Unheard())
                    .build();
        } catch (IllegalArgumentException e) {
            throw new TransferException(
                    "URL: '%s' is no address of a NATS server".formatted(url),
                    "Write it like nats://localhost:4222.",
                    e);
        }
    }

    private Sign ask(Connection asked) throws InterruptedException {
        try {
            CompletableFuture<?> answer = asked.requestWithTimeout(subject, new byte[0], PATIENCE);
            answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return Sign.SERVES;
        } catch (ExecutionException e) {
            return e.getCause() instanceof JetStreamStatusException ? Sign.LEFT : Sign.SILENT;
        } catch (TimeoutException | IllegalStateException e) {
            // An ended connection cancels the request; the next look shows that.
            return Sign.SILENT;
        }
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The looks say what is wrong; the library need not print it. */
    private static final class Unheard implements io.nats.client.ErrorListener {}
}
