package dev.stanchion.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.ScriptedStore;
import dev.stanchion.engine.testbed.TestClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Two engines on one bus. Source: {@code spec/streaming.md} 2.4. */
class StandaloneCheckTest {
    private static final Duration CHECK = Duration.ofMillis(250);

    /** What became of a start. */
    private static final class Start implements StartListener {
        private String outcome = "under way";

        @Override
        public void ready() {
            outcome = "ready";
        }

        @Override
        public void failed(StoreException why) {
            outcome = "failed";
        }

        @Override
        public void refused(EngineStartException why) {
            outcome = String.valueOf(why.getMessage());
        }

        @Override
        public void lost(StoreException why) {
            throw new AssertionError(why);
        }
    }

    /** Starts another engine on the bed's bus, with a store of its own. */
    private static Start startsAnother(EngineBed bed, String clusterId) {
        var engine =
                new StreamingEngine(
                        EngineOptions.defaults().withClusterId(clusterId),
                        bed.bus(),
                        new ScriptedStore(),
                        bed.shards().all(),
                        "X"::repeat);
        Start start = new Start();
        engine.start(start);
        bed.settle();
        return start;
    }

    @Test
    void s14_162_shouldRefuseToBeTheSecondOfAClusterId() {
        EngineOptions strict =
                EngineOptions.defaults().withCompatibility(Compatibility.STRICT, false);
        for (EngineOptions options : new EngineOptions[] {EngineOptions.defaults(), strict}) {
            try (EngineBed bed = EngineBed.started(options, 2)) {
                // given
                TestClient client = bed.connected("orders");

                // when
                Start second = startsAnother(bed, "test-cluster");

                // then
                assertThat(second.outcome)
                        .isEqualTo(
                                "discovered another streaming server with cluster ID"
                                        + " \"test-cluster\"");
                assertThat(client.publishes("foo", "x")).isEmpty();
                assertThat(bed.snapshot().clients())
                        .extracting(EngineSnapshot.Client::clientId)
                        .containsExactly("orders");
            }
        }
    }

    @Test
    void shouldBeReadyAtOnceWhereNobodyListens() {
        EngineOptions strict =
                EngineOptions.defaults().withCompatibility(Compatibility.STRICT, false);
        try (EngineBed bed = EngineBed.started(strict)) {
            assertThat(startsAnother(bed, "other").outcome).isEqualTo("ready");
        }
    }

    @Test
    void shouldTakeSilenceForBeingAlone() {
        EngineOptions strict =
                EngineOptions.defaults().withCompatibility(Compatibility.STRICT, false);
        try (EngineBed bed = EngineBed.started(strict)) {
            // given
            bed.bus().subscribe("_STAN.discover.other", message -> {});
            long timers = bed.shards().pendingTimers();

            // when
            Start start = startsAnother(bed, "other");
            bed.advance(CHECK.minusMillis(1));
            String before = start.outcome;
            bed.advance(Duration.ofMillis(1));

            // then
            assertThat(before).isEqualTo("under way");
            assertThat(start.outcome).isEqualTo("ready");
            // the engine that has started looks for findings from now on
            assertThat(bed.shards().pendingTimers()).isEqualTo(timers + 1);
        }
    }
}
