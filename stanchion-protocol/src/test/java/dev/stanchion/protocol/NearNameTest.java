package dev.stanchion.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which names people confuse, and which they do not. */
class NearNameTest {
    @ParameterizedTest
    @CsvSource({
        "ticket:created, tickets:created, a plural",
        "Tickets:Created, tickets:created, letter case",
        "tickets.created, tickets:created, separators",
        "tickets_created, tickets-created, separators",
        "category:new, categories:new, a plural",
        "box:new, boxes:new, a plural",
        "tickets:craeted, tickets:created, one letter",
        "tickets:crated, tickets:created, one letter",
        "tickets:ccreated, tickets:created, one letter",
        "tickets:xreatex, tickets:created, two letters",
        "tickets:create, tickets:created, one letter",
        "prot, port, one letter",
        "usr, user, one letter",
        "orders, orders2, one letter"
    })
    void shouldBeNearWhicheverComesFirst(String one, String other, String difference) {
        assertThat(NearName.of(one, List.of(other))).contains(other);
        assertThat(NearName.of(other, List.of(one))).contains(one);
        assertThat(NearName.difference(one, other)).isEqualTo(difference);
    }

    @ParameterizedTest
    @CsvSource({
        "tickets:created, tickets:created",
        "tickets:created, tickets:updated",
        "tickets:xxeatex, tickets:created",
        "shard-1, shard-2",
        "shard-1, shard-27",
        "a, b",
        "ab, ac",
        "'', a",
        "boss, bo",
        "orders, tickets"
    })
    void shouldNotBeNear(String one, String other) {
        assertThat(NearName.of(one, List.of(other))).isEmpty();
        assertThat(NearName.of(other, List.of(one))).isEmpty();
    }

    @Test
    void shouldFindTheNearestAndOfEqualsTheFirst() {
        // given
        List<String> names = List.of("tickets:created", "orders:creates", "orders:created");

        // when
        var plural = NearName.of("order:created", names);
        var first = NearName.of("orders:createx", names);
        var none = NearName.of("payments", names);

        // then
        assertThat(plural).contains("orders:created");
        assertThat(first).contains("orders:creates");
        assertThat(none).isEmpty();
    }
}
