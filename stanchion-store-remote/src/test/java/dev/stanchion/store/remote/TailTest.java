package dev.stanchion.store.remote;

import static dev.stanchion.store.remote.Examples.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.shard.ManualShard;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TailTest {
    private static final int SIZE = message(1).size();
    private static final int SIZE_OF_TWO_DIGITS = message(10).size();

    private final ManualShard shard = ManualShard.alone();

    private Tail tail(int maxBytes, long from) {
        return new Tail(new TailMemory(maxBytes, 0), shard, from);
    }

    private Tail withMessages(int maxBytes, long from, long to) {
        return filled(tail(maxBytes, from), from, to);
    }

    /** Returns the first message at or after a sequence; null if there is none. */
    private static @Nullable StoredMessage first(Tail tail, long sequence) {
        List<StoredMessage> found = new ArrayList<>();
        tail.pass(
                sequence,
                Long.MAX_VALUE,
                (at, time, buffer, index, length) ->
                        found.add(
                                StoredMessage.of(
                                        at, time, ByteBufUtil.getBytes(buffer, index, length))));
        return found.isEmpty() ? null : found.getFirst();
    }

    private static Tail filled(Tail tail, long from, long to) {
        for (long sequence = from; sequence <= to; sequence++) {
            tail.add(message(sequence));
        }
        return tail;
    }

    @Test
    void shouldFindTheFirstMessageAtOrAfterASequence() {
        // given
        Tail tail = tail(1000, 3);
        tail.add(message(3));
        tail.add(message(6));

        // when, then
        assertThat(first(tail, 3)).isEqualTo(message(3));
        assertThat(first(tail, 4)).isEqualTo(message(6));
        assertThat(first(tail, 7)).isNull();
        assertThat(tail.copiesFrom(4)).containsExactly(message(6));
        assertThat(tail.covers(2)).isFalse();
        assertThat(tail.covers(3)).isTrue();
    }

    @Test
    void shouldKeepDurableMessagesUpToTheLimitHoweverMuchIsNotDurable() {
        // given
        Tail tail = withMessages(2 * SIZE, 1, 7);

        // when
        tail.trim(1, 3);

        // then
        assertThat(tail.covers(1)).isFalse();
        assertThat(tail.covers(2)).isTrue();
        assertThat(tail.bytes()).isEqualTo(6L * SIZE);

        // when what is not durable is lost
        tail.dropAfter(3);
        tail.trim(1, 3);

        // then
        assertThat(tail.copiesFrom(1)).containsExactly(message(2), message(3));
        assertThat(tail.bytes()).isEqualTo(2L * SIZE);
    }

    @Test
    void shouldKeepWhatIsNotDurableHoweverMuchItIs() {
        // given
        Tail tail = withMessages(0, 1, 5);

        // when
        tail.trim(1, 1);

        // then
        assertThat(tail.covers(1)).isFalse();
        assertThat(tail.covers(2)).isTrue();
        assertThat(tail.bytes()).isEqualTo(4L * SIZE);

        // when
        tail.trim(1, 5);

        // then
        assertThat(tail.covers(5)).isFalse();
        assertThat(tail.copiesFrom(1)).isEmpty();
        assertThat(tail.bytes()).isZero();
    }

    @Test
    void shouldForgetWhatTheLogHasDropped() {
        // given
        Tail tail = withMessages(1000, 1, 5);

        // when
        tail.trim(4, 0);

        // then
        assertThat(first(tail, 1)).isEqualTo(message(4));
        assertThat(tail.bytes()).isEqualTo(2L * SIZE);
    }

    @Test
    void shouldCoverTheSequencesOfLostMessagesOnceTheyAreGivenOutAgain() {
        // given
        Tail tail = withMessages(0, 1, 5);
        tail.trim(5, 5); // all of the first four are gone
        tail.trim(6, 5);

        // when: the fifth, too, is lost
        tail.dropAfter(4);
        tail.add(message(5));

        // then
        assertThat(tail.covers(5)).isTrue();
        assertThat(first(tail, 5)).isEqualTo(message(5));
        assertThat(tail.bytes()).isEqualTo(SIZE);
    }

    @Test
    void shouldStayCorrectWhileManyMessagesPass() {
        // given
        Tail tail = tail(10 * SIZE, 1);

        // when
        for (long sequence = 1; sequence <= 9; sequence++) {
            tail.add(message(sequence));
        }
        for (long sequence = 10; sequence <= 5000; sequence++) {
            tail.add(message(sequence));
            tail.trim(1, sequence);
        }

        // then
        assertThat(first(tail, 5000)).isEqualTo(message(5000));
        assertThat(first(tail, 1)).isNotNull();
        assertThat(tail.bytes()).isLessThanOrEqualTo(10L * SIZE);
        assertThat(tail.copiesFrom(1).getLast()).isEqualTo(message(5000));
    }

    @Test
    void shouldBorrowHalfOfThePoolWhileNobodyElseDoes() {
        // given
        TailMemory memory = new TailMemory(2 * SIZE_OF_TWO_DIGITS, 8L * SIZE_OF_TWO_DIGITS);
        Tail one = filled(new Tail(memory, shard, 10), 10, 30);
        Tail other = filled(new Tail(memory, shard, 10), 10, 30);

        // when
        one.trim(10, 30);

        // then
        assertThat(one.bytes()).isEqualTo((2L + 4) * SIZE_OF_TWO_DIGITS);

        // when: each makes room for the other with its next messages
        other.trim(10, 30);
        filled(one, 31, 31).trim(10, 31);

        // then
        assertThat(other.bytes()).isEqualTo((2L + 2) * SIZE_OF_TWO_DIGITS);
        assertThat(one.bytes()).isEqualTo((2L + 3) * SIZE_OF_TWO_DIGITS);
        assertThat(one.covers(27)).isTrue();
        assertThat(one.covers(26)).isFalse();
    }

    @Test
    void shouldGiveBackWhatItHasBorrowedOnceNothingIsPublished() {
        // given
        TailMemory memory = new TailMemory(2 * SIZE_OF_TWO_DIGITS, 8L * SIZE_OF_TWO_DIGITS);
        Tail idle = filled(new Tail(memory, shard, 10), 10, 30);
        idle.trim(10, 30);

        // when
        shard.advance(Duration.ofSeconds(3));
        filled(idle, 31, 31).trim(10, 31);
        shard.advance(Duration.ofSeconds(2));

        // then
        assertThat(idle.bytes()).isEqualTo((2L + 4) * SIZE_OF_TWO_DIGITS);

        // when
        shard.advance(Duration.ofSeconds(2));
        Tail other = filled(new Tail(memory, shard, 10), 10, 30);
        other.trim(10, 30);

        // then
        assertThat(idle.copiesFrom(1)).containsExactly(message(30), message(31));
        assertThat(idle.covers(30)).isTrue();
        assertThat(idle.covers(29)).isFalse();
        assertThat(other.bytes()).isEqualTo((2L + 4) * SIZE_OF_TWO_DIGITS);
    }

    @Test
    void shouldNotPassAMessageThatIsNotWanted() {
        // given
        Tail tail = withMessages(1000, 3, 5);

        // when, then
        assertThat(tail.pass(4, 3, (at, time, buffer, index, length) -> {})).isFalse();
        assertThat(tail.pass(4, 4, (at, time, buffer, index, length) -> {})).isTrue();
    }

    @Test
    void shouldForgetAMessageThatWasWrittenAndNotKept() {
        // given
        Tail tail = withMessages(1000, 1, 2);
        tail.room(SIZE).writeBytes(message(7).bytes(), 0, SIZE);

        // when
        tail.trim(1, 2);
        tail.add(message(3));

        // then
        assertThat(tail.copiesFrom(1)).containsExactly(message(1), message(2), message(3));
        assertThat(tail.bytes()).isEqualTo(3L * SIZE);
    }

    @Test
    void shouldCountWhatBecomesDurableBeforeAMessageThatWasNotKept() {
        // given: a message without room in the block of the others
        Tail tail = withMessages(0, 1, 5);
        tail.room(TailBlock.FULL_BYTES);

        // when
        tail.trim(1, 5);

        // then
        assertThat(tail.bytes()).isZero();
    }

    @Test
    void shouldUseTheMemoryOfForgottenMessagesForNewOnes() {
        // given
        Tail tail = tail(0, 1);
        pass(tail, 1, TailBlock.FULL_BYTES / SIZE * 4);
        ByteBuf block = tail.room(SIZE);

        // when
        pass(tail, 10_000, TailBlock.FULL_BYTES / SIZE);
        ByteBuf next = tail.room(SIZE);
        pass(tail, 20_000, TailBlock.FULL_BYTES / SIZE);

        // then
        assertThat(next).isNotSameAs(block);
        assertThat(tail.room(SIZE)).isSameAs(block);
    }

    /** Lets messages pass, each of which is durable and forgotten before the next one. */
    private static void pass(Tail tail, long from, int count) {
        for (long sequence = from; sequence < from + count; sequence++) {
            tail.add(message(sequence));
            tail.trim(sequence + 1, sequence);
        }
    }

    @Test
    void shouldKeepTheBytesOfAMessageThatWasDroppedBeforeTheStoreHadIt() {
        // given
        Tail tail = tail(0, 1);
        pass(tail, 1, TailBlock.FULL_BYTES / SIZE * 4);
        ByteBuf bytes = tail.room(SIZE);
        int index = bytes.writerIndex();
        tail.add(message(9999));

        // when: the limits of the channel drop it, and many follow
        tail.trim(10_000, 9998);
        pass(tail, 10_000, TailBlock.FULL_BYTES / SIZE * 4);

        // then
        assertThat(ByteBufUtil.getBytes(bytes, index, message(9999).size()))
                .isEqualTo(message(9999).array());
    }

    @Test
    void shouldKeepTheBytesOfMessagesThatMoveBehindOthers() {
        // given
        Tail tail = withMessages(0, 1, 3);
        ByteBuf bytes = tail.room(SIZE);
        int index = bytes.writerIndex();
        tail.add(message(4));

        // when
        tail.dropAfter(3);
        pass(tail, 4, TailBlock.FULL_BYTES / SIZE * 4);

        // then
        assertThat(ByteBufUtil.getBytes(bytes, index, SIZE)).isEqualTo(message(4).array());
    }

    @Test
    void shouldKeepTheBytesThatAReaderHas() {
        // given
        Tail tail = tail(0, 1);
        pass(tail, 1, TailBlock.FULL_BYTES / SIZE * 4);
        tail.add(message(9999));
        List<byte[]> seen = new ArrayList<>();

        // when: the reader publishes
        tail.pass(
                9999,
                9999,
                (at, time, buffer, index, length) -> {
                    tail.trim(10_000, 9999);
                    pass(tail, 10_000, TailBlock.FULL_BYTES / SIZE * 4);
                    seen.add(ByteBufUtil.getBytes(buffer, index, length));
                });

        // then
        assertThat(seen).containsExactly(message(9999).array());
    }
}
