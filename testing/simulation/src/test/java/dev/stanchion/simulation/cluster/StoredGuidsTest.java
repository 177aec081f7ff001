package dev.stanchion.simulation.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.GuidHash;
import dev.stanchion.kit.store.Answer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a process that takes over learns of the messages that the one before has stored. */
class StoredGuidsTest {
    private static final int MOST_MESSAGES = 32 * 1024;

    private final Arena arena = new Arena(1);
    private final StoreProcess first = arena.start();

    private StoreProcess takeOver() {
        first.crash();
        return arena.start();
    }

    private void store(int messages) {
        first.append(messages);
        assertThat(arena.passUntil(() -> first.waiting().isEmpty(), 60 * Arena.SECONDS)).isTrue();
    }

    private long[] hashesBehind(StoreProcess process, long sequence) {
        Answer<long[]> answer = new Answer<>();
        process.run(() -> process.log().guidHashesBehind(sequence, answer));
        arena.passUntil(answer::isThere, 60 * Arena.SECONDS);
        return answer.orThrow();
    }

    /** Returns the hashes of the messages from one number to another, both inclusive. */
    private static long[] hashes(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToLong(number -> GuidHash.of("p0/" + number))
                .toArray();
    }

    @Test
    void shouldTellTheNextActiveWhatTheLastOneHasStored() {
        // given
        store(3);

        // when
        StoreProcess next = takeOver();

        // then
        assertThat(hashesBehind(next, 0)).isEqualTo(hashes(1, 3));
        assertThat(hashesBehind(next, 2)).isEqualTo(hashes(3, 3));
        assertThat(hashesBehind(next, 3)).isEmpty();
    }

    @Test
    void shouldLeaveOutMessagesWithoutAGuid() {
        // given
        store(1);
        arena.cluster().write(Arena.SUBJECT, "of a native writer".getBytes(UTF_8));
        store(1);

        // when
        StoreProcess next = takeOver();

        // then
        assertThat(hashesBehind(next, 0)).isEqualTo(hashes(1, 2));
    }

    @Test
    void shouldReadOnlyMessagesThatAFollowerMayHaveKept() {
        // given
        store(600);
        arena.pass(60 * Arena.SECONDS);
        store(600);

        // when
        StoreProcess next = takeOver();

        // then
        assertThat(hashesBehind(next, 0)).isEqualTo(hashes(601, 1_200));
    }

    @Test
    void shouldReadABoundedNumberOfMessages() {
        // given
        int stored = MOST_MESSAGES + 100;
        store(stored);

        // when
        StoreProcess next = takeOver();

        // then
        assertThat(hashesBehind(next, 0)).isEqualTo(hashes(101, stored));
    }

    @Test
    void shouldReadNothingOfAChannelThatNobodyHasUsedForALongTime() {
        // given
        store(3);
        arena.pass(20 * 60 * Arena.SECONDS);

        // when
        StoreProcess next = takeOver();

        // then
        assertThat(hashesBehind(next, 0)).isEmpty();
    }
}
