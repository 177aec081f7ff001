package dev.stanchion.store.jetstream.names;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectFilterTest {
    @ParameterizedTest
    @CsvSource({
        "orders, orders, true, true",
        "orders, payments, false, false",
        "orders.>, orders.new, true, true",
        "orders.>, orders, false, false",
        "orders.>, orders.*, true, true",
        "orders.*, orders.>, false, true",
        "orders.*, orders.new.eu, false, false",
        "*.new, orders.*, false, true",
        "*.new, orders.new, true, true",
        ">, orders.>, true, true",
        "orders.new, orders.>, false, true",
        "orders.new.eu, orders.*, false, false",
    })
    void shouldCompareSubjects(String one, String other, boolean covers, boolean overlaps) {
        SubjectFilter filter = new SubjectFilter(one);
        SubjectFilter second = new SubjectFilter(other);
        assertThat(filter.covers(second)).isEqualTo(covers);
        assertThat(filter.overlaps(second)).isEqualTo(overlaps);
        assertThat(second.overlaps(filter)).isEqualTo(overlaps);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "orders.>", ">", "*", "a.*.b", "$KV.x.>"})
    void shouldTakeWhatAStreamCanTake(String text) {
        assertThat(SubjectFilter.isValid(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a..b", "a.", "a b", "a.>.b", "a*", "a.b>", "ü", "a\tb"})
    void shouldRefuseOtherTexts(String text) {
        assertThat(SubjectFilter.isValid(text)).isFalse();
    }
}
