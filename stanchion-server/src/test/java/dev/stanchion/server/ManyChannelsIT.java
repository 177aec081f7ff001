package dev.stanchion.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.bus.nats.LoopShard;
import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.EngineStartException;
import dev.stanchion.engine.StartListener;
import dev.stanchion.engine.StoreLimits;
import dev.stanchion.engine.StreamingEngine;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.nats.NatsServer;
import dev.stanchion.nats.NatsServerOptions;
import dev.stanchion.server.embedded.RouterBus;
import dev.stanchion.server.embedded.SecureEntropy;
import dev.stanchion.server.monitoring.Page;
import dev.stanchion.server.monitoring.PageRequest;
import dev.stanchion.server.monitoring.Pages;
import dev.stanchion.server.monitoring.metrics.MetricsPage;
import dev.stanchion.server.monitoring.streaming.ObservedEngine;
import dev.stanchion.server.monitoring.streaming.ObservedGroup;
import dev.stanchion.server.monitoring.streaming.ObservedServer;
import dev.stanchion.server.testing.StreamingSocket;
import dev.stanchion.store.file.MemoryStore;
import dev.stanchion.store.file.journal.NoJournal;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages of an engine with more channels than anybody wants to see at once. */
class ManyChannelsIT {
    private static final ObservedGroup NO_GROUP = new ObservedGroup(false);
    private static final int CHANNELS = 1500;

    private final ObservedEngine observed = new ObservedEngine();
    private final ExecutorService port = Executors.newSingleThreadExecutor();
    private final NatsServer nats =
            new NatsServer(NatsServerOptions.defaults().withHost("127.0.0.1").withPort(0));
    private int clientPort;

    @BeforeEach
    void start() throws Exception {
        nats.start();
        StreamingEngine engine =
                new StreamingEngine(
                        EngineOptions.defaults()
                                .withLimits(new StoreLimits(0, 10, 10, 1 << 20, 0, 0)),
                        new RouterBus(nats.inProcess(), nats.loops()),
                        new MemoryStore(new NoJournal()),
                        nats.loops().stream()
                                .map(loop -> new LoopShard(loop, Clock.systemUTC()))
                                .toList(),
                        new SecureEntropy());
        CompletableFuture<StreamingEngine> ready = new CompletableFuture<>();
        engine.start(
                new StartListener() {
                    @Override
                    public void ready() {
                        ready.complete(engine);
                    }

                    @Override
                    public void failed(StoreException why) {
                        ready.completeExceptionally(why);
                    }

                    @Override
                    public void refused(EngineStartException why) {
                        ready.completeExceptionally(why);
                    }

                    @Override
                    public void lost(StoreException why) {
                        throw why;
                    }
                });
        observed.ready(ready.get(30, TimeUnit.SECONDS));
        clientPort = nats.listen().getPort();
    }

    @AfterEach
    void stop() {
        nats.close();
        port.shutdownNow();
    }

    private static ObservedServer server() {
        return new ObservedServer(
                "c", "s", "1", "java", Clock.systemUTC().instant(), Clock.systemUTC());
    }

    private Page look(Pages pages) throws Exception {
        return pages.at(new PageRequest("/", Map.of()), port)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private void publish() throws IOException {
        try (StreamingSocket client =
                StreamingSocket.connect(clientPort, "test-cluster", "publisher")) {
            for (int i = 0; i < CHANNELS; i++) {
                client.publish("channel-" + i, "guid-" + i, "x");
            }
            for (int i = 0; i < CHANNELS; i++) {
                assertThat(client.awaitPubAck()).startsWith("guid-");
            }
        }
    }

    @Test
    void shouldPutAllChannelsOnThePageUnlessItWouldBeTooLong() throws Exception {
        // given
        publish();

        // when
        Page whole =
                look(
                        new MetricsPage(
                                "s",
                                server(),
                                observed,
                                NO_GROUP,
                                Optional.empty(),
                                MetricsPage.USUAL_MAX_LENGTH));
        Page part =
                look(new MetricsPage("s", server(), observed, NO_GROUP, Optional.empty(), 20_000));

        // then
        assertThat(lastSequences(whole)).isEqualTo(CHANNELS);
        assertThat(whole.body()).contains("stanchion_metrics_channels_left_out 0\n");
        long shown = lastSequences(part);
        assertThat(shown).isPositive().isLessThan(CHANNELS);
        assertThat(part.body())
                .contains("stanchion_metrics_channels_left_out " + (CHANNELS - shown) + "\n");
    }

    private static long lastSequences(Page page) {
        return page.body().lines().filter(line -> line.startsWith("nss_chan_last_seq{")).count();
    }

    @Test
    void shouldLetQuestionsWaitUntilTheServerIsReady() {
        // given
        ObservedEngine starting = new ObservedEngine();

        // then
        assertThat(starting.isReady()).isFalse();
        assertThat(starting.totals(port)).isNotDone();
    }
}
