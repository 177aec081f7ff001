package dev.stanchion.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.activity.Basis;
import dev.stanchion.activity.Rival;
import dev.stanchion.activity.Sighting;
import dev.stanchion.activity.Tenure;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.kit.cluster.ClusterConnection;
import dev.stanchion.kit.cluster.ClusterTap;
import dev.stanchion.kit.cluster.SimulatedCluster;
import dev.stanchion.kit.cluster.core.ClusterBehaviour;
import dev.stanchion.kit.cluster.core.CoreMessage;
import dev.stanchion.kit.cluster.core.NatsHeaders;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.shard.ManualShard;
import dev.stanchion.kit.shard.ManualShards;
import dev.stanchion.kit.store.Answer;
import dev.stanchion.store.jetstream.JetStreamAccess;
import dev.stanchion.store.jetstream.JetStreamLock;
import dev.stanchion.store.jetstream.JetStreamStoreOptions;
import dev.stanchion.store.jetstream.state.Holder;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The lease while the bucket has no leader for a moment. Nobody listens to its subjects then, and
 * the API answers that JetStream is not available.
 */
class BucketWithoutLeaderTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String LEASE = "$KV.STAN_sim.lease";
    private static final String NO_LEADER =
            "{\"error\":{\"code\":503,\"err_code\":10008,"
                    + "\"description\":\"JetStream system temporarily unavailable\"}}";

    private final ManualShards shards = new ManualShards(2);
    private final SimulatedCluster cluster = new SimulatedCluster(shards.time(), new Chance(1));
    private final ManualShard shard = shards.all().getFirst();
    private final ClusterConnection server = cluster.connect(shards.all().getLast());
    private final JetStreamLock lock =
            new JetStreamLock(
                    new JetStreamAccess(
                            List.of(new SimulatedLink(cluster.connect(shard))),
                            JetStreamStoreOptions.DEFAULT,
                            "sim",
                            new Holder("a", "a", "host", 1, "2026", "1", ""),
                            length -> "a".repeat(length)));

    @BeforeEach
    void start() {
        cluster.behave(ClusterBehaviour.HEALTHY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"STREAM.INFO.", "STREAM.MSG.GET.", LEASE})
    void shouldLookClaimAndReleaseWhenThereIsNoLeaderForAMoment(String subject) {
        // given
        answer(lock::prepare).orThrow();

        // when
        refuse(subject, 3);
        Sighting seen = this.<Sighting>answer(lock::look).orThrow();
        refuse(subject, 3);
        Tenure taken = this.<Tenure>answer(out -> lock.claim(seen, Basis.UNHEARD, out)).orThrow();
        refuse(subject, 3);
        Sighting own = this.<Sighting>answer(lock::look).orThrow();
        refuse(subject, 3);
        answer(lock::renew).orThrow();
        refuse(subject, 3);
        answer(lock::release).orThrow();

        // then
        assertThat(seen).isEqualTo(Sighting.FREE);
        assertThat(taken.epoch()).isEqualTo(1);
        assertThat(own.rival()).isEqualTo(Rival.SELF);
        assertThat(this.<Sighting>answer(lock::look).orThrow()).isEqualTo(Sighting.FREE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"STREAM.INFO.", LEASE})
    void shouldSayAfterSecondsThatThereIsNoLeader(String subject) {
        // given
        answer(lock::prepare).orThrow();
        Sighting seen = this.<Sighting>answer(lock::look).orThrow();
        refuse(subject, Integer.MAX_VALUE);
        long since = shards.time().elapsedNanos();

        // when
        Answer<Tenure> refused = answer(out -> lock.claim(seen, Basis.UNHEARD, out));

        // then
        assertThat(refused.failure())
                .hasMessageContaining("no leader for stream KV_STAN_sim")
                .hasMessageContaining("most servers of the NATS cluster must run");
        assertThat(shards.time().elapsedNanos() - since).isBetween(SECOND / 2, 4 * SECOND);
    }

    @Test
    void shouldStartWithAClusterThatElectsItsLeaderForTenSeconds() {
        // given
        refuse("$JS.API.", Integer.MAX_VALUE);
        Answer<Outcome.Done> prepared = new Answer<>();
        shards.on(0, () -> lock.prepare(prepared));
        shards.advance(10 * SECOND);
        assertThat(prepared.isThere()).isFalse();

        // when
        refuse("$JS.API.", 0);
        shards.advance(SECOND);

        // then
        prepared.orThrow();
    }

    private <T> Answer<T> answer(Consumer<Outcome<T>> question) {
        Answer<T> answer = new Answer<>();
        shards.on(0, () -> question.accept(answer));
        for (int i = 0; i < 600 && !answer.isThere(); i++) {
            shards.advance(SECOND / 10);
        }
        return answer;
    }

    /** Answers some requests as servers do while the bucket has no leader. */
    private void refuse(String subject, int requests) {
        cluster.tap(
                new ClusterTap() {
                    private int left = requests;

                    @Override
                    public boolean onRequest(CoreMessage message) {
                        if (left == 0 || !message.subject().contains(subject)) {
                            return true;
                        }
                        left--;
                        server.publish(
                                message.subject().startsWith("$KV")
                                        ? CoreMessage.status(
                                                message.reply(), NatsHeaders.status("503"))
                                        : CoreMessage.answer(message.reply(), NO_LEADER));
                        return false;
                    }
                });
    }
}
