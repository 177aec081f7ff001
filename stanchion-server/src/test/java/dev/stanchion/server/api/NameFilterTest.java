package dev.stanchion.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.server.http.Query;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameFilterTest {
    private static NameFilter filter(String q) {
        return NameFilter.of(Query.parse("q=" + q, Set.of("q")));
    }

    @ParameterizedTest
    @CsvSource({
        "tickets:created, CREATED, true",
        "tickets:created, created:, false",
        "tickets:created, tickets*, true",
        "tickets:created, *created, true",
        "tickets:created, Tickets:*ed, true",
        "tickets:created, *ticket, false",
        "eu.tickets.created, eu.*created, true",
        "eu.tickets.created, tickets*, false",
    })
    void shouldContainATextOrFitAPatternAsAWhole(String name, String q, boolean isWanted) {
        assertThat(filter(q).wants(name)).isEqualTo(isWanted);
    }

    @Test
    void shouldWantEveryNameWithoutAText() {
        assertThat(filter("").isOpen()).isTrue();
        assertThat(filter("").wants("tickets:created")).isTrue();
    }
}
