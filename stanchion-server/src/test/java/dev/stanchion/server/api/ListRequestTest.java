package dev.stanchion.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.server.http.Query;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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
        Collections.sort(names);
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
        assertThat(seen).isEqualTo(sort.contains("-") ? names.reversed() : names);
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages", "-messages", "name", "-name"})
    void shouldShowEachRowOnceInOrder(String sort) {
        // given
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 203; i++) {
            rows.add(new Row().with("name", "tickets:" + i).with("messages", (long) i / 7));
        }
        Collections.shuffle(rows, new Random(3));
        List<String> seen = new ArrayList<>();
        String after = "";

        // when: page by page
        for (boolean hasMore = true; hasMore; ) {
            ListRequest request = request("sort=" + sort + "&limit=10" + after);
            ListRequest.Page page = request.page(rows, "name");
            assertThat(page.total()).isEqualTo(203);
            hasMore = page.hasMore();
            page.rows().forEach(row -> seen.add(String.valueOf(row.value("name"))));
            Row last = page.rows().getLast();
            String value = sort.endsWith("name") ? "" : String.valueOf(last.value("messages"));
            after = "&after=" + new Cursor(sort, value, String.valueOf(last.value("name"))).text();
        }

        // then
        Comparator<Row> byName = Comparator.comparing(row -> String.valueOf(row.value("name")));
        Comparator<Row> byMessages = Comparator.comparing(row -> (Long) row.value("messages"));
        Comparator<Row> first = sort.endsWith("name") ? byName : byMessages;
        rows.sort((sort.startsWith("-") ? first.reversed() : first).thenComparing(byName));
        assertThat(seen)
                .isEqualTo(rows.stream().map(row -> String.valueOf(row.value("name"))).toList());
    }

    @Test
    void shouldGoOnBehindANameThatIsGone() {
        List<String> names = List.of("a", "c", "e");
        assertThat(request("after=" + new Cursor("name", "", "b").text()).pageOfNames(names))
                .containsExactly("c", "e");
        assertThat(
                        request("sort=-name&after=" + new Cursor("-name", "", "d").text())
                                .pageOfNames(names))
                .containsExactly("c", "a");
    }

    @Test
    void shouldHaveAnEmptyPageOfNoNames() {
        assertThat(request("").pageOfNames(List.of())).isEmpty();
    }
}
