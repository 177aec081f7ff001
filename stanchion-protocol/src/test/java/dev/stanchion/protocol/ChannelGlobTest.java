package dev.stanchion.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelGlobTest {
    private static boolean matches(String pattern, String channel) {
        ByteBuf name = Unpooled.copiedBuffer("--" + channel + "--", UTF_8);
        return new ChannelGlob(pattern).matches(name, 2, name.readableBytes() - 4);
    }

    @ParameterizedTest
    @CsvSource({
        "tickets:created, tickets:created, true",
        "tickets:created, tickets:updated, false",
        "tickets:*, tickets:created, true",
        "tickets:*, tickets:, true",
        "tickets:*, tickets, false",
        "tickets:*, tickets:eu.created, false",
        "*:created, orders:created, true",
        "*:created, orders:created2, false",
        "*:*, a:b, true",
        "eu.*, eu.tickets, true",
        "eu.*, eu, false",
        "eu.*, eu.tickets.created, false",
        "eu.>, eu.tickets.created, true",
        "eu.>, eu, false",
        "*, tickets:created, true",
        "*, eu.tickets, false",
        ">, eu.tickets, true",
        "*.created, eu.created, true",
        "a*b*c, aXbYbZc, true",
        "a*b*c, aXbYbZ, false",
    })
    void shouldMatchAsTheDocumentationSays(String pattern, String channel, boolean expected) {
        assertThat(matches(pattern, channel)).isEqualTo(expected);
    }

    @Test
    void shouldAgreeWithARegularExpression() {
        // given
        Random random = new Random(3);

        for (int i = 0; i < 50_000; i++) {
            // when
            String pattern = text(random, "ab.*", 6);
            String channel = text(random, "ab.", 7);
            if (!isValid(pattern) || !isValid(channel)) {
                continue;
            }
            Pattern regex = Pattern.compile(pattern.replace(".", "\\.").replace("*", "[^.]*"));

            // then
            assertThat(matches(pattern, channel))
                    .as(pattern + " and " + channel)
                    .isEqualTo(regex.matcher(channel).matches());
        }
    }

    @Test
    void shouldFindWhetherPatternsOverlap() {
        // given
        List<String> names = new ArrayList<>();
        for (int length = 1; length <= 7; length++) {
            addNames("", length, names);
        }
        Random random = new Random(7);
        int overlapping = 0;
        for (int i = 0; i < 1000; i++) {
            String one = pattern(random);
            String two = pattern(random);

            // when
            boolean overlaps = new ChannelGlob(one).overlaps(new ChannelGlob(two));

            // then
            boolean isFound =
                    names.stream().anyMatch(name -> matches(one, name) && matches(two, name));
            assertThat(overlaps).as(one + " and " + two).isEqualTo(isFound);
            assertThat(new ChannelGlob(two).overlaps(new ChannelGlob(one))).isEqualTo(overlaps);
            overlapping += overlaps ? 1 : 0;
        }
        assertThat(overlapping).isBetween(150, 900);
    }

    private static void addNames(String before, int length, List<String> names) {
        if (length == 0) {
            if (isValid(before)) {
                names.add(before);
            }
            return;
        }
        for (String letter : List.of("a", "b", ".")) {
            addNames(before + letter, length - 1, names);
        }
    }

    /** Returns a short pattern, so that two of them have a short name in common or none. */
    private static String pattern(Random random) {
        while (true) {
            String text = text(random, "ab*.", 3) + (random.nextInt(4) == 0 ? ".>" : "");
            if (isValid(text)) {
                return text;
            }
        }
    }

    private static boolean isValid(String name) {
        return !name.isEmpty()
                && !name.startsWith(".")
                && !name.endsWith(".")
                && !name.contains("..");
    }

    private static String text(Random random, String letters, int longest) {
        StringBuilder text = new StringBuilder();
        for (int length = 1 + random.nextInt(longest); length > 0; length--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a..b", ">.a", "a>", "a b", "a/b"})
    void shouldRefuseWhatNoChannelCouldBeCalled(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChannelGlob(pattern))
                .withMessageContaining("channel pattern \"" + pattern + "\" is not valid");
    }
}
