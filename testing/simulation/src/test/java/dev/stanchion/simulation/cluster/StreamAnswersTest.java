package dev.stanchion.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.cluster.ClusterTap;
import dev.stanchion.kit.cluster.core.ClusterBehaviour;
import dev.stanchion.kit.cluster.core.ClusterBehaviour.Fault;
import dev.stanchion.kit.cluster.core.CoreMessage;
import dev.stanchion.kit.cluster.core.NatsHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of the cluster that are lost, late or stale. */
class StreamAnswersTest extends StreamStage {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldNotStoreTwiceWhatWasNotAnswered(int lostAnswers) {
        // given
        StoreProcess process = active();
        lose(StreamStage::isAcknowledgement, lostAnswers);

        // when
        append(process, 5);

        // then
        assertThat(arena.stored()).isEqualTo(guids(process, 1, 5));
        assertThat(process.acknowledged().keySet()).containsExactlyElementsOf(guids(process, 1, 5));
        assertAllIsWell();
    }

    @ParameterizedTest
    @ValueSource(strings = {"STREAM.INFO", "DIRECT.GET", "STREAM.MSG.GET"})
    void shouldAskAgainWhereARecoveryGetsNoAnswer(String operation) {
        // given
        StoreProcess process = active();
        arena.cluster()
                .tap(
                        new ClusterTap() {
                            private boolean acknowledged;
                            private int lost;

                            @Override
                            public boolean onRequest(CoreMessage message) {
                                boolean isMeant =
                                        message.subject().startsWith("$JS.API." + operation);
                                return !isMeant || ++lost > 2;
                            }

                            @Override
                            public boolean onAnswer(CoreMessage message) {
                                boolean isLost = isAcknowledgement(message) && !acknowledged;
                                acknowledged |= isLost;
                                return !isLost;
                            }
                        });

        // when
        append(process, 5);

        // then
        assertThat(arena.stored()).isEqualTo(guids(process, 1, 5));
        assertThat(process.acknowledged()).hasSize(5);
        assertAllIsWell();
    }

    @Test
    void shouldNotTakeALostPartOfAnAnswerForRemovedMessages() {
        // given
        StoreProcess process = active();
        arena.cluster()
                .tap(
                        new ClusterTap() {
                            private boolean acknowledged;
                            private int lost;

                            @Override
                            public boolean onAnswer(CoreMessage message) {
                                boolean isLost = isAcknowledgement(message) && !acknowledged;
                                acknowledged |= isLost;
                                boolean isThird =
                                        NatsHeaders.find(message.headers(), "Nats-Sequence")
                                                .filter("3"::equals)
                                                .isPresent();
                                return !isLost && !(isThird && lost++ < 2);
                            }
                        });

        // when
        append(process, 5);

        // then
        assertThat(arena.stored()).isEqualTo(guids(process, 1, 5));
        assertThat(process.acknowledged()).hasSize(5);
        assertAllIsWell();
    }

    @Test
    void shouldRecoverThoughEachPageLosesAMessage() {
        // given
        StoreProcess process = active();
        arena.cluster()
                .tap(
                        new ClusterTap() {
                            private boolean acknowledged;
                            private int read;

                            @Override
                            public boolean onAnswer(CoreMessage message) {
                                boolean isLost = isAcknowledgement(message) && !acknowledged;
                                acknowledged |= isLost;
                                boolean isRead =
                                        NatsHeaders.find(message.headers(), "Nats-Sequence")
                                                .isPresent();
                                return !isLost && !(isRead && ++read % 20 == 0);
                            }
                        });

        // when
        append(process, 200);

        // then
        assertThat(process.acknowledged()).hasSize(200);
        assertThat(process.losses()).isEmpty();
        assertAllIsWell();
    }

    @Test
    void shouldNotTakeAStaleAnswerForAnEmptyStream() {
        // given
        StoreProcess first = active();
        append(first, 1);
        first.crash();
        arena.cluster()
                .tap(
                        new ClusterTap() {
                            private boolean wasStale;

                            @Override
                            public boolean onRequest(CoreMessage message) {
                                boolean asks = message.subject().endsWith("INFO." + Arena.STREAM);
                                int stale = asks && !wasStale ? ALWAYS : 0;
                                wasStale |= asks;
                                arena.cluster()
                                        .behave(
                                                ClusterBehaviour.PROMPT.with(
                                                        Fault.STALE_INFO, stale));
                                return true;
                            }
                        });

        // when
        StoreProcess second = active();

        // then
        assertThat(second.log().lastSequence()).isEqualTo(1);
        assertThat(second.log().messageCount()).isEqualTo(1);
    }

    @Test
    void shouldTakeNoNoticeOfAnswersToAnEarlierBatch() {
        // given
        StoreProcess process = active();
        arena.cluster().behave(ClusterBehaviour.HEALTHY.with(Fault.REPEATED_ANSWER, ALWAYS));

        // when
        for (int i = 0; i < 40; i++) {
            process.append(3);
            arena.pass(arena.chance().upToNanos(300 * Arena.MILLIS));
        }

        // then
        assertAllIsWell();
        assertThat(process.acknowledged()).hasSize(120);
    }
}
