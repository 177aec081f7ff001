package dev.stanchion.simulation.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.cluster.ClusterTap;
import dev.stanchion.kit.cluster.core.CoreMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message has one timestamp, whoever reads it, from wherever, and whatever came before it. */
class TimesOfMessagesTest {
    private static final int MESSAGES = 10;
    private static final int FOREIGN_IN_FRONT_OF = 4;

    private final Arena arena = new Arena(1);

    /** Reads the encoded messages of a channel, from a sequence on. */
    private static final class Reading implements LogReader {
        private final SortedMap<Long, String> messages = new TreeMap<>();
        private final SortedMap<Long, Long> times = new TreeMap<>();
        private boolean hasEnded;

        @Override
        public boolean onMessage(
                long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
            messages.put(sequence, ByteBufUtil.hexDump(buffer, index, length));
            times.put(sequence, timestampEpochNanos);
            return true;
        }

        @Override
        public void onEnd(long nextSequence) {
            hasEnded = true;
        }

        @Override
        public void onUnreadable(long sequence, StoreException why) {
            throw why;
        }
    }

    private Reading read(StoreProcess process, long from) {
        Reading reading = new Reading();
        process.run(() -> process.log().read(from, Integer.MAX_VALUE, reading));
        arena.passUntil(() -> reading.hasEnded, 10 * Arena.SECONDS);
        return reading;
    }

    /** A process whose batch somebody else's message has interrupted. */
    private StoreProcess interrupted() {
        StoreProcess process = arena.start();
        arena.cluster()
                .tap(
                        new ClusterTap() {
                            private int seen;

                            @Override
                            public boolean onRequest(CoreMessage message) {
                                if (message.subject().equals(Arena.SUBJECT)
                                        && ++seen == FOREIGN_IN_FRONT_OF) {
                                    arena.cluster().write(Arena.SUBJECT, "foreign".getBytes(UTF_8));
                                }
                                return true;
                            }
                        });
        process.append(MESSAGES);
        arena.passUntil(() -> process.waiting().isEmpty(), 20 * Arena.SECONDS);
        assertThat(arena.stored().get(FOREIGN_IN_FRONT_OF - 1)).isEqualTo("foreign");
        return process;
    }

    @ParameterizedTest
    @ValueSource(longs = {-3_600, 0, 3_600})
    void shouldReadTheSameFromMemoryAndFromTheStreamAtAnyPlace(long clusterAheadSeconds) {
        // given
        arena.cluster().jumpClock(clusterAheadSeconds * Arena.SECONDS);
        StoreProcess process = interrupted();

        // when
        SortedMap<Long, String> remembered = read(process, 1).messages;
        process.crash();
        StoreProcess next = arena.start();

        // then
        assertThat(remembered).hasSize(MESSAGES + 1);
        for (long from = 1; from <= MESSAGES + 1; from++) {
            assertThat(read(next, from).messages).isEqualTo(remembered.tailMap(from));
        }
    }

    @Test
    void shouldPutItsOwnMessagesBehindTheTimeOfAForeignOneInFrontOfThem() {
        // given
        arena.cluster().jumpClock(3_600 * Arena.SECONDS);

        // when
        StoreProcess process = interrupted();
        process.append(1);
        arena.pass(Arena.SECONDS);

        // then
        assertThat(List.copyOf(read(process, 1).times.values())).isSorted();
        assertThat(process.log().lastTimestampEpochNanos())
                .isGreaterThan(arena.time().epochNanos() + 3_000 * Arena.SECONDS);
    }
}
