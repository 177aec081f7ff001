package dev.stanchion.load.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.load.shape.Shape;
import dev.stanchion.load.shape.Shapes;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static Shape shape(String name) {
        return Shapes.find(name).orElseThrow().getFirst();
    }

    private static Counter at(long value) {
        Counter counter = new Counter();
        counter.set(value);
        return counter;
    }

    @Test
    void shouldHoldBackWhoeverIsTooFarAheadOfTheSlowest() {
        // given
        Backlog backlog = Backlog.of(shape("1:4"), List.of(at(10), at(0), at(70_000), at(5)));

        // when
        backlog.sentBy(0).set(65_000);

        // then
        assertThat(backlog.allowance()).isEqualTo(65_536 - 65_000);
        backlog.sentBy(0).set(70_000);
        assertThat(backlog.allowance()).isZero();
    }

    @Test
    void shouldCountAllMembersOfAGroupTogether() {
        // given
        Backlog backlog = Backlog.of(shape("queue"), List.of(at(10_000), at(0), at(50_000)));

        // when
        backlog.sentBy(0).set(70_000);

        // then
        assertThat(backlog.allowance()).isEqualTo(65_536 - 10_000);
    }

    @Test
    void shouldShareTheRoomBetweenPublishers() {
        // given
        Backlog backlog = Backlog.of(shape("4:4"), List.of(at(0)));

        // then
        assertThat(backlog.allowance()).isEqualTo(65_536 / 4);
    }

    @Test
    void shouldNotHoldBackWhenNobodyListens() {
        assertThat(Backlog.unbounded().allowance()).isEqualTo(Long.MAX_VALUE);
    }
}
