package dev.stanchion.store.remote;

import static dev.stanchion.store.remote.Examples.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.shard.ManualShard;
import java.time.Duration;
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
        assertThat(tail.from(3)).isEqualTo(message(3));
        assertThat(tail.from(4)).isEqualTo(message(6));
        assertThat(tail.from(7)).isNull();
        assertThat(tail.allFrom(4)).containsExactly(message(6));
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
        assertThat(tail.allFrom(1)).containsExactly(message(2), message(3));
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
        assertThat(tail.allFrom(1)).isEmpty();
        assertThat(tail.bytes()).isZero();
    }

    @Test
    void shouldForgetWhatTheLogHasDropped() {
        // given
        Tail tail = withMessages(1000, 1, 5);

        // when
        tail.trim(4, 0);

        // then
        assertThat(tail.from(1)).isEqualTo(message(4));
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
        assertThat(tail.from(5)).isEqualTo(message(5));
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
        assertThat(tail.from(5000)).isEqualTo(message(5000));
        assertThat(tail.from(1)).isNotNull();
        assertThat(tail.bytes()).isLessThanOrEqualTo(10L * SIZE);
        assertThat(tail.allFrom(1).getLast()).isEqualTo(message(5000));
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
        assertThat(idle.allFrom(1)).containsExactly(message(30), message(31));
        assertThat(idle.covers(30)).isTrue();
        assertThat(idle.covers(29)).isFalse();
        assertThat(other.bytes()).isEqualTo((2L + 4) * SIZE_OF_TWO_DIGITS);
    }
}
