package dev.stanchion.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.finding.Finding;
import dev.stanchion.engine.finding.FindingKind;
import dev.stanchion.engine.finding.LiveFinding;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Query;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingPageTest {
    private static final LiveFinding NOTE =
            new LiveFinding(new Finding.OddPayload("orders", 1, "p", 0), 1);
    private static final LiveFinding WARNING =
            new LiveFinding(new Finding.DoubleAck("orders", "g", 5), 2);
    private static final LiveFinding OLD_ERROR =
            new LiveFinding(new Finding.DuplicateId("a", 3, "x", "y"), 3);
    private static final LiveFinding NEW_ERROR =
            new LiveFinding(new Finding.NearMissName("order", "orders"), 4);
    private static final List<LiveFinding> ALL = List.of(NOTE, NEW_ERROR, WARNING, OLD_ERROR);

    private static FindingPage page(String query) {
        return FindingPage.of(Query.parse(query, FindingPage.PARAMETERS));
    }

    @Test
    void shouldShowTheWorstFirstAndOfThoseTheOldest() {
        assertThat(page("").cut(ALL)).containsExactly(OLD_ERROR, NEW_ERROR, WARNING, NOTE);
    }

    @Test
    void shouldGoOnWhereAPageHasEndedAlsoIfThatFindingIsGone() {
        // given
        List<LiveFinding> first = page("limit=2").cut(ALL);
        assertThat(first).as("one more than the page").hasSize(3);

        // when
        String after = FindingPage.Place.of(first.get(1)).text();

        // then
        assertThat(page("limit=2&after=" + after).cut(List.of(NOTE, WARNING)))
                .containsExactly(WARNING, NOTE);
    }

    @Test
    void shouldWantKindsAndASeverity() {
        assertThat(ALL.stream().filter(page("severity=error")::wants))
                .containsExactly(NEW_ERROR, OLD_ERROR);
        assertThat(ALL.stream().filter(page("kind=double-ack,odd-payload")::wants))
                .containsExactly(NOTE, WARNING);
        assertThat(page("").wants(NOTE)).isTrue();
    }

    @Test
    void shouldSayWhatIsExpected() {
        assertThatThrownBy(() -> page("kind=double-ack,nonsense"))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> page("severity=bad")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> page("after=nonsense")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> page("limit=501")).isInstanceOf(ProblemException.class);
    }

    @Test
    void shouldShortenLongNamesInTexts() {
        // given
        String name = "x".repeat(4096);

        // then
        assertThat(ShortNames.in(name + " has no listener; " + name + "y neither."))
                .isEqualTo(
                        "%1$s… has no listener; %1$s… neither."
                                .formatted("x".repeat(ShortNames.MOST)));
        assertThat(ShortNames.in("orders is stalled")).isEqualTo("orders is stalled");
        assertThat(FindingKind.STALLED.severity().code()).isEqualTo("error");
    }
}
