package dev.stanchion.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTableTest {
    private static final Limits GLOBAL =
            Limits.UNLIMITED.withMaxMessages(5).withMaxSubscriptions(3);

    /** The example of {@code spec/streaming.md} 10.2. */
    @Test
    void s8_12_shouldInheritFromTheWiderPatternsInTheirOrder() {
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
    void s8_16_shouldRefuseMoreLiteralsThanChannels() {
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

    /** The table of {@code spec/stores.md} 2.3, read as it stands there. */
    @Test
    void s8_15_shouldInheritAsTheTableOfTheSpecificationSays() {
        // given
        String table =
                """
                *.>         -/-/-/5/-      11/12/13/5/15
                *.*         -/2/-/-/-      11/2/13/5/15
                foo.>       10/-/-/-/-     10/2/13/5/15
                foo.*.>     -/20/-/-/-     10/20/13/5/15
                foo.*.*.>   -/-/30/-/-     10/20/30/5/15
                foo.a.b.c   -/-/-/40/-     10/20/30/40/15
                foo.d.e.f   50/-/60/-/-    50/20/60/5/15
                foo.baz     -/70/-/80/-    10/70/13/80/15
                bar.*.>     90/-/-/-/-     90/12/13/5/15
                bar.baz.>   -/100/-/-/110  90/100/13/5/110
                bar.baz.boz -/-/-/-/120    90/100/13/5/120
                """;
        List<List<String>> rows = table.lines().map(row -> List.of(row.split(" +", -1))).toList();

        // when
        LimitsTable limits =
                new LimitsTable(
                        changed("11/12/13/14/15").apply(Limits.UNLIMITED),
                        rows.stream()
                                .collect(
                                        Collectors.toMap(
                                                List::getFirst, row -> changed(row.get(1)))));

        // then
        assertThat(limits.rows())
                .extracting(row -> row.pattern() + " " + text(row.limits()))
                .containsExactlyInAnyOrderElementsOf(
                        rows.stream().map(row -> row.get(0) + " " + row.get(2)).toList());
    }

    /** Messages, bytes, seconds of age, subscriptions, seconds of inactivity. */
    private static UnaryOperator<Limits> changed(String fields) {
        return limits -> {
            String[] values = fields.split("/", -1);
            Limits changed = limits;
            for (int i = 0; i < values.length; i++) {
                changed = values[i].equals("-") ? changed : changed(changed, i, values[i]);
            }
            return changed;
        };
    }

    private static Limits changed(Limits limits, int field, String value) {
        long number = Long.parseLong(value);
        return switch (field) {
            case 0 -> limits.withMaxMessages(number);
            case 1 -> limits.withMaxBytes(number);
            case 2 -> limits.withMaxAge(Duration.ofSeconds(number));
            case 3 -> limits.withMaxSubscriptions(number);
            default -> limits.withMaxInactivity(Duration.ofSeconds(number));
        };
    }

    private static String text(Limits limits) {
        return "%d/%d/%d/%d/%d"
                .formatted(
                        limits.maxMessages(),
                        limits.maxBytes(),
                        limits.maxAge().toSeconds(),
                        limits.maxSubscriptions(),
                        limits.maxInactivity().toSeconds());
    }

    /** As the Go server does; {@code *.*} names no channel of three tokens. */
    @Test
    void s8_15_shouldGiveAChannelWhatItsPatternInherits() {
        // given
        Map<String, UnaryOperator<Limits>> changes =
                Map.of(
                        "*.*", limits -> limits.withMaxBytes(2),
                        "foo.>", limits -> limits.withMaxMessages(10),
                        "*.bar", limits -> limits.withMaxBytes(3),
                        "baz.*", limits -> limits.withMaxMessages(4));
        LimitsTable table = new LimitsTable(GLOBAL, changes);

        // then
        assertThat(table.of("foo.x.y")).isEqualTo(GLOBAL.withMaxBytes(2).withMaxMessages(10));
        assertThat(table.of("baz.bar")).isEqualTo(GLOBAL.withMaxBytes(2).withMaxMessages(4));
        assertThat(table.of("x.bar")).isEqualTo(GLOBAL.withMaxBytes(3));
    }
}
