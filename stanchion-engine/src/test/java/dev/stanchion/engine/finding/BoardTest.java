package dev.stanchion.engine.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoardTest {
    private final Board board = new Board(FindingKinds.ALL);

    private static Finding unpublished(int number) {
        return new Finding.ListenerWithoutPublisher("channel-" + number, "group orders", 1);
    }

    @Test
    void shouldKeepAtMostTwoHundred() {
        // given
        List<Finding> many = IntStream.range(0, 300).mapToObj(BoardTest::unpublished).toList();

        // when
        board.replace(many, 1);

        // then
        assertThat(board.findings().live()).hasSize(200);

        // when: some end, and others get their places
        board.replace(many.subList(150, 300), 2);

        // then
        assertThat(board.findings().live()).hasSize(150);
        assertThat(board.findings().live().getFirst().sinceEpochNanos()).isEqualTo(1);
        assertThat(board.findings().live().getLast().sinceEpochNanos()).isEqualTo(2);
    }

    @Test
    void shouldShowTheLatestFactsSinceTheBeginning() {
        // given
        board.add(new Finding.ListenerWithoutPublisher("tickets", "group orders", 1), 10);

        // when
        Finding later = new Finding.ListenerWithoutPublisher("tickets", "group orders", 2);
        board.replace(List.of(later), 20);

        // then
        assertThat(board.findings().live()).containsExactly(new LiveFinding(later, 10));
        assertThat(board.findings().lookedEpochNanos()).isEqualTo(20);
    }
}
