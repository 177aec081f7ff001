package dev.stanchion.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.cluster.ClusterTap;
import dev.stanchion.kit.cluster.SimulatedCluster;
import dev.stanchion.kit.cluster.core.ClusterBehaviour;
import dev.stanchion.kit.cluster.core.CoreMessage;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.shard.ManualShards;
import dev.stanchion.store.jetstream.api.ApiFailure;
import dev.stanchion.store.jetstream.api.ApiOutcome;
import dev.stanchion.store.jetstream.api.ReadPage;
import dev.stanchion.store.jetstream.channel.ShardServices;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReadsAtATimeTest {
    private final ManualShards shards = new ManualShards(1);
    private final SimulatedCluster cluster = new SimulatedCluster(shards.time(), new Chance(1));
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    @Test
    void shouldLetReadsWaitWhileManyAreUnderWay() {
        // given: no stream, so nobody answers, and each read ends when it is given up
        cluster.behave(ClusterBehaviour.PROMPT);
        cluster.tap(new CountingTap());
        SimulatedLink link = new SimulatedLink(cluster.connect(shards.all().getFirst()));
        ShardServices[] services = new ShardServices[1];
        shards.on(0, () -> services[0] = ShardServices.of(link, "secret", Optional.empty()));

        // when
        shards.on(
                0,
                () -> {
                    for (int i = 0; i < 100; i++) {
                        services[0].api().read("STREAM", 1, 256, 512 * 1024, ">", new Ended());
                    }
                });
        shards.settle();
        int atOnce = asked.get();
        shards.advance(10_000_000_000L);

        // then
        assertThat(atOnce).isEqualTo(64);
        assertThat(asked).hasValue(100);
        assertThat(ended).hasValue(100);
    }

    /** Loses each read. */
    private final class CountingTap implements ClusterTap {
        @Override
        public boolean onRequest(CoreMessage message) {
            if (message.subject().contains("DIRECT.GET")) {
                asked.incrementAndGet();
            }
            return false;
        }
    }

    /** Counts the reads that have ended. */
    private final class Ended implements ApiOutcome<ReadPage> {
        @Override
        public void succeeded(ReadPage page) {
            ended.incrementAndGet();
        }

        @Override
        public void failed(ApiFailure why) {
            ended.incrementAndGet();
        }
    }
}
