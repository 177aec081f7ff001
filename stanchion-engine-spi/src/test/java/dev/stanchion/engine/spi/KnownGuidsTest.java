package dev.stanchion.engine.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class KnownGuidsTest {
    private static final long KEEP = 60;

    private final KnownGuids known = new KnownGuids(KEEP, 1000);

    private static byte[] guid(int number) {
        return ("guid-" + number).getBytes(UTF_8);
    }

    private boolean knows(int number, long nowNanos) {
        return knows(known, number, nowNanos);
    }

    private static boolean knows(KnownGuids guids, int number, long nowNanos) {
        ByteBuf between = Unpooled.copiedBuffer("<guid-" + number + ">", UTF_8);
        return guids.contains(between, 1, between.readableBytes() - 2, nowNanos);
    }

    @Test
    void shouldKnowWhatWasAddedAndNothingElse() {
        // when
        for (int i = 0; i < 400; i++) {
            known.add(guid(i), 0);
        }

        // then
        for (int i = 0; i < 400; i++) {
            assertThat(knows(i, 0)).isTrue();
            assertThat(knows(400 + i, 0)).isFalse();
        }
    }

    @Test
    void shouldForgetAGuidAfterOneToTwoPeriods() {
        // given
        known.add(guid(1), 1000);
        known.add(guid(2), 1000 + KEEP - 1);

        // then
        assertThat(knows(1, 1000 + KEEP)).isTrue();
        assertThat(knows(2, 1000 + 2 * KEEP - 1)).isTrue();
        assertThat(knows(1, 1000 + 2 * KEEP)).isFalse();
        assertThat(knows(2, 1000 + 2 * KEEP)).isFalse();
    }

    @Test
    void shouldForgetEverythingAfterALongSilence() {
        // given
        known.add(guid(1), 0);

        // when
        known.add(guid(2), 100 * KEEP);

        // then
        assertThat(knows(1, 100 * KEEP)).isFalse();
        assertThat(knows(2, 101 * KEEP - 1)).isTrue();
    }

    @Test
    void shouldForgetTheOldestWhenTooManyCome() {
        // given
        KnownGuids few = new KnownGuids(KEEP, 10);

        // when
        for (int i = 1; i <= 12; i++) {
            few.add(guid(i), 0);
        }

        // then
        assertThat(knows(few, 5, 0)).isFalse();
        assertThat(knows(few, 6, 0)).isTrue();
        assertThat(knows(few, 12, 0)).isTrue();
    }

    @Test
    void shouldKnowTheGuidsOfManySmallGenerations() {
        // given
        KnownGuids small = new KnownGuids(KEEP, 100, 10);

        // when
        for (int i = 1; i <= 112; i++) {
            small.add(guid(i), i / 10);
        }

        // then
        assertThat(knows(small, 20, 11)).isFalse();
        for (int i = 21; i <= 112; i++) {
            assertThat(knows(small, i, 11)).isTrue();
        }
        assertThat(small.hashes()).hasSize(92);
    }

    @Test
    void shouldForgetSmallGenerationsOneByOneAPeriodAfterTheirEnd() {
        // given
        KnownGuids small = new KnownGuids(KEEP, 100, 2);
        for (int i = 1; i <= 5; i++) {
            small.add(guid(i), 10L * i);
        }

        // then: the first generation has ended at 30, the second at 50
        assertThat(knows(small, 2, 30 + KEEP - 1)).isTrue();
        assertThat(knows(small, 2, 30 + KEEP)).isFalse();
        assertThat(knows(small, 4, 50 + KEEP - 1)).isTrue();
        assertThat(knows(small, 4, 50 + KEEP)).isFalse();
        assertThat(knows(small, 5, 50 + KEEP)).isTrue();
    }

    @Test
    void shouldIgnoreMessagesWithoutAGuid() {
        // when
        known.add(new byte[0], 0);

        // then
        assertThat(known.contains(Unpooled.EMPTY_BUFFER, 0, 0, 0)).isFalse();
    }
}
