package dev.stanchion.store.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MadeRoomTest {
    private final MadeRoom madeRoom = new MadeRoom();

    private void add(long from, long to) {
        for (long sequence = from; sequence <= to; sequence++) {
            madeRoom.add(sequence, 10 * sequence, (int) sequence + 1, sequence + 1000);
        }
    }

    @Test
    void shouldKeepTheOrderWhileItGrows() {
        // given: the ring is not full, and does not begin at its beginning
        add(1, 10);
        for (int i = 0; i < 7; i++) {
            madeRoom.removeFirst();
        }

        // when
        add(11, 200);

        // then
        for (long sequence = 8; sequence <= 100; sequence++) {
            assertThat(madeRoom.firstSequence()).isEqualTo(sequence);
            assertThat(madeRoom.firstForSequence()).isEqualTo(sequence + 1000);
            madeRoom.removeFirst();
        }
        for (long sequence = 200; sequence > 100; sequence--) {
            assertThat(madeRoom.removeLast())
                    .isEqualTo(new Block.Detail(sequence, 10 * sequence, (int) sequence + 1));
        }
        assertThat(madeRoom.isEmpty()).isTrue();
    }

    @Test
    void shouldBeginAnewWhenItIsCleared() {
        // given
        add(1, 40);

        // when
        madeRoom.clear();
        add(50, 50);

        // then
        assertThat(madeRoom.firstSequence()).isEqualTo(50);
        madeRoom.removeFirst();
        assertThat(madeRoom.isEmpty()).isTrue();
    }
}
