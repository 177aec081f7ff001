package dev.stanchion.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.server.http.Query;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListRequestTest {
    private static ListRequest request(String query) {
        return ListRequest.of(
                Query.parse(query, ListRequest.PARAMETERS), List.of("name", "messages"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sort=name", "sort=-name"})
    void shouldShowEachNameOnceInOrder(String sort) {
        // given
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 1003; i++) {
            names.add("tickets:" + i);
        }
        Collections.shuffle(names, new Random(3));
        List<String> seen = new ArrayList<>();
        String after = "";

        // when: page by page
        for (boolean hasMore = true; hasMore; ) {
            List<String> found = request(sort + "&limit=10" + after).pageOfNames(names);
            hasMore = found.size() > 10;
            List<String> page = hasMore ? found.subList(0, 10) : found;
            seen.addAll(page);
            after = "&after=" + new Cursor(sort.substring(5), "", page.getLast()).text();
        }

        // then
        List<String> expected = new ArrayList<>(names);
        Collections.sort(expected);
        assertThat(seen).isEqualTo(sort.contains("-") ? expected.reversed() : expected);
    }

    @Test
    void shouldHaveAnEmptyPageOfNoNames() {
        assertThat(request("").pageOfNames(List.of())).isEmpty();
    }
}
