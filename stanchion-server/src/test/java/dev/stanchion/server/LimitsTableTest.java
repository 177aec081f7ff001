package dev.stanchion.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTableTest {
    private static final Limits GLOBAL =
            Limits.UNLIMITED.withMaxMessages(5).withMaxSubscriptions(3);

    /** The example of {@code spec/streaming.md} 10.2. */
    @Test
    void shouldInheritFromTheWiderPatternsInTheirOrder() {
        // given
        Map<String, UnaryOperator<Limits>> changes =
                Map.of(
                        "foo.bar",
                                limits ->
                                        limits.withMaxMessages(0).withMaxInactivity(Duration.ZERO),
                        "foo.*", limits -> limits.withMaxMessages(2),
                        "foo.>",
                                limits ->
                                        limits.withMaxSubscriptions(1)
                                                .withMaxInactivity(Duration.ofSeconds(3)));
        LimitsTable table = new LimitsTable(GLOBAL, changes);
        Limits wide = GLOBAL.withMaxSubscriptions(1).withMaxInactivity(Duration.ofSeconds(3));

        // then
        assertThat(table.of("foo.x")).isEqualTo(wide.withMaxMessages(2));
        assertThat(table.of("foo.bar"))
                .isEqualTo(GLOBAL.withMaxSubscriptions(1).withMaxMessages(0));
        assertThat(table.of("foo.a.b")).isEqualTo(wide);
        assertThat(table.of("foo")).isEqualTo(GLOBAL);
        assertThat(table.of("other")).isEqualTo(GLOBAL);
    }

    @Test
    void shouldPreferTheLiteralThatComesFirstInTheName() {
        // given
        Map<String, UnaryOperator<Limits>> changes =
                Map.of(
                        "*.bar", limits -> limits.withMaxMessages(1),
                        "foo.*", limits -> limits.withMaxMessages(2));

        // then
        assertThat(new LimitsTable(GLOBAL, changes).of("foo.bar").maxMessages()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "foo.", ".foo", "foo..bar", "foo/bar", "foo*", "foo.>.bar", "a>"})
    void shouldRefuseWhatIsNoPattern(String pattern) {
        assertThatThrownBy(() ->
                        ServerOptions.builder()
                                .channelLimits(Map.of(pattern, limits -> limits))
                                .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("invalid channel name \"" + pattern + "\"");
    }

    @Test
    void shouldRefuseMoreLiteralsThanChannels() {
        // given
        ServerOptions.Builder options =
                ServerOptions.builder().limits(Limits.DEFAULT.withMaxChannels(1));
        UnaryOperator<Limits> same = limits -> limits;

        // when
        options.channelLimits(Map.of("foo", same, "foo.>", same, "*", same)).build();

        // then
        assertThatThrownBy(() -> options.channelLimits(Map.of("foo", same, "bar", same)).build())
                .hasMessage("too many channels defined (2). The max channels limit is set to 1");
    }
}
