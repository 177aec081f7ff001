package dev.stanchion.client.legacy;

import dev.stanchion.protocol.ConnectResponse;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.streaming.Options;
import java.time.Duration;

/** A streaming server that registers everybody, and then never answers. */
final class SilentServer {
    private static final String PREFIX = "silent.discover";

    private final Connection nats;

    private SilentServer(Connection nats) {
        this.nats = nats;
    }

    /**
     * @param wantsPings whether clients ping each 20 ms
     */
    static SilentServer at(String url, boolean wantsPings) throws Exception {
        Connection nats = Nats.connect(url);
        nats.createDispatcher(
                        request -> nats.publish(request.getReplyTo(), registration(wantsPings)))
                .subscribe(PREFIX + ".>");
        // Somebody is there for each request, or else NATS would answer.
        nats.createDispatcher(request -> {}).subscribe("silent.requests");
        nats.flush(Duration.ofSeconds(30));
        return new SilentServer(nats);
    }

    private static byte[] registration(boolean wantsPings) {
        String requests = "silent.requests";
        return new ConnectResponse(
                        "silent.pub",
                        requests,
                        requests,
                        requests,
                        "",
                        requests,
                        requests,
                        wantsPings ? -20 : 0,
                        2,
                        1)
                .toBytes();
    }

    /** Has a client register here. */
    static Options.Builder options(String url) {
        return new Options.Builder()
                .natsUrl(url)
                .discoverPrefix(PREFIX)
                .connectWait(Duration.ofMillis(500));
    }

    void close() {
        try {
            nats.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
