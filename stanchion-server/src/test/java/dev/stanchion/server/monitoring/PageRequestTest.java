package dev.stanchion.server.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageRequestTest {
    @Test
    void shouldTakeTheFirstOfSeveralValues() {
        // when
        PageRequest request = PageRequest.of("/a/b?x=1&x=2&name=foo.%3E+y&empty=");

        // then
        assertThat(request.path()).isEqualTo("/a/b");
        assertThat(request.number("x", 7)).isEqualTo(1);
        assertThat(request.text("name")).isEqualTo("foo.> y");
        assertThat(request.text("empty")).isEmpty();
        assertThat(request.number("name", 7)).isEqualTo(7);
        assertThat(request.number("missing", 7)).isEqualTo(7);
    }

    @Test
    void shouldHaveNoParametersIfTheyCannotBeRead() {
        assertThat(PageRequest.of("/a?x=%zz").parameters()).isEmpty();
        assertThat(PageRequest.of("/a?" + "x=1&".repeat(10_000)).number("x", 0)).isEqualTo(1);
    }
}
