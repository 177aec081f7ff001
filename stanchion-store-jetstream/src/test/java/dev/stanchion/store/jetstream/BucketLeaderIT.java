package dev.stanchion.store.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stanchion.activity.Sighting;
import dev.stanchion.activity.Tenure;
import dev.stanchion.kit.shard.ManualShard;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.store.jetstream.api.ApiOutcome;
import dev.stanchion.store.jetstream.api.JsonObject;
import dev.stanchion.store.jetstream.channel.ShardServices;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the leader of the bucket is, in a cluster of three servers. */
@Tag("long")
class BucketLeaderIT {
    /** The error of a NATS server that is asked to make somebody a leader who is one. */
    private static final int ALREADY_LEADER = 10005;

    private static final int MOVES = 8;

    @TempDir private Path directory;

    @Test
    void shouldHaveAnotherServerLeadTheBucketThanThatOfTheActiveProcess() throws IOException {
        // given
        try (TestCluster cluster = TestCluster.startThree(directory)) {
            JetStreamDevice device = cluster.newDevice();
            StoreFixture fixture = new StoreFixture(device);
            ShardServices operator = ShardServices.of(device.link(), "operator", Optional.empty());
            String bucket = device.names().bucketStream();
            String here = device.link().serverName();

            // when: the leader is where the process is
            AtomicBoolean isHere = new AtomicBoolean();
            operator.api()
                    .untilAnswered(
                            60_000_000_000L,
                            answer -> operator.api().stepDown(bucket, here, answer),
                            ApiOutcome.of(
                                    (JsonObject done) -> isHere.set(true),
                                    why -> {
                                        assertThat(why.code()).isEqualTo(ALREADY_LEADER);
                                        isHere.set(true);
                                    }));
            device.pump(isHere::get);

            // then
            await().pollInSameThread()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> {
                        fixture.shard().advance(Duration.ofSeconds(2));
                        String leader = leader(device, operator, bucket);
                        return !leader.isEmpty() && !leader.equals(here);
                    });
            fixture.close();
        }
    }

    @Test
    void shouldTakeAndReleaseTheLeaseWhileTheLeaderOfTheBucketMoves() throws IOException {
        // given
        try (TestCluster cluster = TestCluster.startThree(directory)) {
            JetStreamDevice device = cluster.newDevice();
            device.useBy(ManualShard.alone());
            device.open();
            Tenant process = device.tenant();
            ShardServices operator = ShardServices.of(device.link(), "operator", Optional.empty());
            String bucket = device.names().bucketStream();
            long epoch = 0;

            // when // then
            for (int move = 0; move < MOVES; move++) {
                operator.api().stepDown(bucket, "n" + move % 3, ApiOutcome.of(ok -> {}, no -> {}));
                device.link().flush();
                process.release();
                assertThat(process.look()).isEqualTo(Sighting.FREE);
                Tenure taken = process.take();
                assertThat(taken.epoch()).isGreaterThan(epoch);
                epoch = taken.epoch();
            }
            device.close();
        }
    }

    private static String leader(JetStreamDevice device, ShardServices operator, String bucket) {
        AtomicReference<String> leader = new AtomicReference<>();
        operator.api()
                .info(
                        bucket,
                        ApiOutcome.of(info -> leader.set(info.leader()), why -> leader.set("")));
        device.pump(() -> leader.get() != null);
        return leader.get();
    }
}
