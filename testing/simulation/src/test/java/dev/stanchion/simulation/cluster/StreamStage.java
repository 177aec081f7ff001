package dev.stanchion.simulation.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.cluster.ClusterTap;
import dev.stanchion.kit.cluster.core.ClusterBehaviour;
import dev.stanchion.kit.cluster.core.CoreMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A simulated cluster, and what scenarios let happen to its messages and answers. */
abstract class StreamStage {
    static final byte[] FOREIGN = "foreign".getBytes(UTF_8);
    static final long PATIENCE_NANOS = 20 * Arena.SECONDS;
    static final int ALWAYS = 1_000;

    final Arena arena = new Arena(1);

    final StoreProcess active() {
        return arena.start();
    }

    /** Appends messages and waits until the store says what became of them. */
    final void append(StoreProcess process, int messages) {
        process.append(messages);
        arena.passUntil(() -> process.waiting().isEmpty(), PATIENCE_NANOS);
    }

    static List<String> guids(StoreProcess process, int from, int to) {
        List<String> guids = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            guids.add(process.name() + "/" + i);
        }
        return guids;
    }

    final void assertAllIsWell() {
        arena.cluster().behave(ClusterBehaviour.HEALTHY);
        arena.pass(60 * Arena.SECONDS);
        assertThat(StreamVerdict.of(arena)).isEmpty();
    }

    static boolean isToTheChannel(CoreMessage message) {
        return message.subject().equals(Arena.SUBJECT);
    }

    /** Does something in front of a message, the n-th that is meant. */
    final void inFrontOf(int number, Predicate<CoreMessage> meant, Runnable happening) {
        arena.cluster()
                .tap(
                        new ClusterTap() {
                            private int seen;

                            @Override
                            public boolean onRequest(CoreMessage message) {
                                if (meant.test(message) && ++seen == number) {
                                    happening.run();
                                }
                                return true;
                            }
                        });
    }

    /** Loses some of the answers. */
    final void lose(Predicate<CoreMessage> answers, int times) {
        arena.cluster()
                .tap(
                        new ClusterTap() {
                            private int lost;

                            @Override
                            public boolean onAnswer(CoreMessage message) {
                                return !answers.test(message) || ++lost > times;
                            }
                        });
    }

    static boolean isAcknowledgement(CoreMessage message) {
        return message.text().contains("\"count\":");
    }
}
