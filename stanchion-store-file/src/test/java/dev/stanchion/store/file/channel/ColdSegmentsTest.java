package dev.stanchion.store.file.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.store.file.channel.ColdSegments.Cold;
import dev.stanchion.store.file.segment.SegmentInfo;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ColdSegmentsTest {
    private final ColdSegments cold = new ColdSegments();

    private static SegmentInfo segment(String name, long first, long last) {
        long count = last - first + 1;
        return new SegmentInfo(
                Path.of(name),
                50,
                50 + 18 * count,
                count,
                10 * count,
                first,
                last,
                first,
                last,
                null);
    }

    @Test
    void shouldFindTheSegmentOfASequenceOrTheNext() {
        // given
        cold.put(new Cold(segment("a", 1, 10), 10, 100));
        cold.put(new Cold(segment("b", 15, 20), 16, 160));

        // when // then
        assertThat(cold.coldOf(10)).isEqualTo(cold.head());
        assertThat(cold.coldOf(12)).isEqualTo(cold.last());
        assertThat(cold.coldOf(21)).isNull();
        assertThat(cold.segmentAt(11)).isEqualTo(segment("b", 15, 20));
    }

    @Test
    void shouldGoOnNumberingWhereASegmentWasWhenItIsNotInMemoryAnyMore() {
        // given
        cold.put(new Cold(segment("a", 1, 10), 510, 5100));
        cold.put(new Cold(segment("b", 11, 20), 520, 5200));

        // when
        Cold sealed = cold.numbered(segment("b", 11, 20), 0, 0);
        Cold grown = cold.numbered(segment("b", 11, 25), 0, 0);
        Cold next = cold.numbered(segment("c", 21, 22), 0, 0);

        // then
        assertThat(sealed.endMessages()).isEqualTo(520);
        assertThat(grown.endMessages()).isEqualTo(525);
        assertThat(grown.endBytes()).isEqualTo(5250);
        assertThat(next.endMessages()).isEqualTo(522);
    }

    @Test
    void shouldForgetWhatWasBehindASegmentThatWasCut() {
        // given
        cold.put(new Cold(segment("a", 1, 10), 10, 100));
        cold.put(new Cold(segment("b", 11, 20), 20, 200));

        // when
        cold.put(cold.numbered(segment("a", 1, 4), 0, 0));
        cold.put(cold.numbered(segment("c", 5, 20), 0, 0));

        // then
        assertThat(cold.lastSequence()).isEqualTo(20);
        assertThat(cold.last().endMessages()).isEqualTo(20);
        assertThat(cold.coldOf(5)).isEqualTo(cold.last());
        assertThat(cold.contains(Path.of("b"))).isFalse();
    }
}
