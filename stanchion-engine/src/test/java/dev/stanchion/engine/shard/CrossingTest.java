package dev.stanchion.engine.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.kit.bus.MemoryConnection;
import dev.stanchion.kit.shard.ManualShards;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrossingTest {
    private static final int MAX_BYTES = 1_000;

    private final ManualShards threads = new ManualShards(2);
    private final Shards shards = new Shards(threads.all());
    private final Crossing crossing = new Crossing(shards, MAX_BYTES);
    private final MemoryConnection origin = new MemoryConnection(0);
    private final List<Integer> arrived = new ArrayList<>();
    private final List<Integer> shardsSeen = new ArrayList<>();

    private record Numbered(ByteBuf buffer, MemoryConnection origin, int payloadLength)
            implements BusMessage {
        @Override
        public int subjectIndex() {
            return 1;
        }

        @Override
        public int subjectLength() {
            return 2;
        }

        @Override
        public int replyIndex() {
            return 3;
        }

        @Override
        public int replyLength() {
            return 4;
        }

        @Override
        public int payloadIndex() {
            return 0;
        }
    }

    private Numbered message(int number, int length) {
        ByteBuf buffer = Unpooled.buffer();
        buffer.writeInt(number).writeZero(length - Integer.BYTES);
        return new Numbered(buffer, origin, length);
    }

    private void take(BusMessage message) {
        arrived.add(message.buffer().getInt(message.payloadIndex()));
        shardsSeen.add(shards.current());
        assertThat(message.subjectIndex()).isEqualTo(1);
        assertThat(message.subjectLength()).isEqualTo(2);
        assertThat(message.replyIndex()).isEqualTo(3);
        assertThat(message.replyLength()).isEqualTo(4);
    }

    @Test
    void shouldHandleInlineWhatIsThereAlready() {
        // when
        threads.on(0, () -> crossing.hand(0, this::take, message(7, 8)));

        // then
        assertThat(arrived).containsExactly(7);
    }

    @Test
    void shouldCarryOverInOrderAndReleaseEverything() {
        // given
        List<Numbered> messages =
                IntStream.range(0, 700).mapToObj(number -> message(number, 8)).toList();

        // when
        for (int round = 0; round < 7; round++) {
            List<Numbered> part = messages.subList(round * 100, (round + 1) * 100);
            threads.on(0, () -> part.forEach(each -> crossing.hand(1, this::take, each)));
            threads.settle();
        }

        // then
        assertThat(arrived).isEqualTo(IntStream.range(0, 700).boxed().toList());
        assertThat(shardsSeen).containsOnly(1);
        assertThat(messages).allMatch(each -> each.buffer().refCnt() == 1);
    }

    @Test
    void shouldCarryOverMoreThanOneBatchHolds() {
        // when
        threads.on(
                0,
                () -> {
                    for (int i = 0; i < 3 * CrossingBatch.CAPACITY + 5; i++) {
                        crossing.hand(1, this::take, message(i, 4));
                    }
                });
        threads.settle();

        // then
        assertThat(arrived).hasSize(3 * CrossingBatch.CAPACITY + 5).isSorted();
    }

    @Test
    void shouldTakeMessagesFromThreadsThatAreNoShards() {
        // when
        crossing.hand(1, this::take, message(1, 8));
        crossing.hand(1, this::take, message(2, 8));
        threads.settle();

        // then
        assertThat(arrived).containsExactly(1, 2);
        assertThat(shardsSeen).containsOnly(1);
    }

    @Test
    void shouldPauseWhoeverBringsMoreThanTheBoundUntilHalfIsHandled() {
        // given
        threads.on(
                0,
                () -> {
                    for (int i = 0; i < 11; i++) {
                        crossing.hand(1, this::take, message(i, 100));
                    }
                });
        boolean pausedBeyond = origin.isPaused();

        // when
        threads.settle();

        // then
        assertThat(pausedBeyond).isTrue();
        assertThat(origin.isPaused()).isFalse();
        assertThat(origin.pausedEver()).isEqualTo(1);
    }

    @Test
    void shouldPauseForeignOriginsToo() {
        // given
        for (int i = 0; i < 11; i++) {
            crossing.hand(1, this::take, message(i, 100));
        }
        boolean pausedBeyond = origin.isPaused();

        // when
        threads.settle();

        // then
        assertThat(pausedBeyond).isTrue();
        assertThat(origin.isPaused()).isFalse();
    }

    @Test
    void shouldGoOnWithTheNextMessageAfterABug() {
        // given
        Numbered broken = message(1, 8);
        Numbered fine = message(2, 8);

        // when
        threads.on(
                0,
                () -> {
                    crossing.hand(
                            1,
                            ignored -> {
                                throw new IllegalStateException("a bug, for this test");
                            },
                            broken);
                    crossing.hand(1, this::take, fine);
                });
        threads.settle();

        // then
        assertThat(arrived).containsExactly(2);
        assertThat(broken.buffer().refCnt()).isEqualTo(1);
    }
}
