package dev.stanchion.nats.permission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectPatternTest {
    private static boolean matches(String pattern, String subject) {
        byte[] bytes = subject.getBytes(UTF_8);
        return new SubjectPattern(pattern).matches(bytes, 0, bytes.length);
    }

    private static boolean covers(String pattern, String other) {
        return new SubjectPattern(pattern).covers(other.getBytes(UTF_8));
    }

    private static boolean overlaps(String pattern, String other) {
        return new SubjectPattern(pattern).overlaps(other.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "foo, foo, true",
        "foo, foo.bar, false",
        "foo.*, foo.bar, true",
        "foo.*, foo.bar.baz, false",
        "foo.*, foo, false",
        "foo.>, foo.bar.baz, true",
        "foo.>, foo, false",
        ">, a, true",
        "*, foo, true",
        "foo.*, foo.*, true",
        "foo.bar, foo.*, false",
        "foo.>, foo..bar, false",
        "foo.*, foo., false",
    })
    void shouldMatchMessagesAsTheRouterDoes(String pattern, String subject, boolean expected) {
        assertThat(matches(pattern, subject)).isEqualTo(expected);
    }

    /** The reference admits the three marked ones: {@code spec/nats-core.md} 7.3, defect (a). */
    @ParameterizedTest
    @CsvSource({
        "foo.*, foo.bar, true",
        "foo.*, foo.*, true",
        "foo.*, foo.>, false", // defect
        "*, >, false", // defect
        "foo.bar, foo.*, false", // defect
        "foo.>, foo.*, true",
        "foo.>, foo.bar.>, true",
        "foo.>, foo, false",
        ">, >, true",
        "*.bar, foo.*, false",
        "*.*, *, false",
    })
    void s7_3_shouldCoverOnlyWhatIsInsideAltogether(
            String pattern, String other, boolean expected) {
        assertThat(covers(pattern, other)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "_INBOX.*, _INBOX.x7Qe, true",
        "_INBOX.*, _INBOX.*, false",
        "_INBOX.*, _INBOX.>, false",
        "_INBOX.*.>, _INBOX.x7Qe.*, true",
        "_INBOX.*.>, _INBOX.x7Qe.>, true",
        "_INBOX.*.>, _INBOX.*.x, false",
    })
    void shouldWantANameWhereTheRuleSaysSo(String pattern, String other, boolean expected) {
        assertThat(new SubjectPattern(pattern).coversNamed(other.getBytes(UTF_8)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "secret.*, *.x, true",
        "secret.*, >, true",
        "secret.>, *.*.a, true",
        "secret.a, public.>, false",
        "secret.a, secret, false",
        "secret.>, secret, false",
        "*.b, a.*, true",
    })
    void shouldSeeOverlaps(String pattern, String other, boolean expected) {
        assertThat(overlaps(pattern, other)).isEqualTo(expected);
        assertThat(overlaps(other, pattern)).isEqualTo(expected);
    }

    /** Over all short subjects of two letters, both relations mean what their names say. */
    @Test
    void shouldAgreeWithTheSetsThatPatternsStandFor() {
        // given
        List<String> subjects = new ArrayList<>();
        List<String> patterns = new ArrayList<>();
        grow(List.of("a", "b"), 3, subjects);
        grow(List.of("a", "b", "*"), 3, patterns);
        patterns.add(">");
        List.copyOf(patterns).stream()
                .filter(pattern -> pattern.length() < 5 && !pattern.equals(">"))
                .forEach(pattern -> patterns.add(pattern + ".>"));
        Random random = new Random(7);

        for (int i = 0; i < 20_000; i++) {
            // when
            String one = patterns.get(random.nextInt(patterns.size()));
            String other = patterns.get(random.nextInt(patterns.size()));
            boolean both =
                    subjects.stream().anyMatch(each -> matches(one, each) && matches(other, each));
            boolean beyond =
                    subjects.stream().anyMatch(each -> matches(other, each) && !matches(one, each));

            // then
            if (both) {
                assertThat(overlaps(one, other)).as(one + " and " + other).isTrue();
            }
            if (covers(one, other)) {
                assertThat(beyond).as(one + " covers " + other).isFalse();
            }
            if (!overlaps(one, other)) {
                assertThat(both).as(one + " and " + other).isFalse();
            }
        }
    }

    private static void grow(List<String> letters, int tokens, List<String> into) {
        List<String> level = new ArrayList<>(letters);
        for (int i = 0; i < tokens; i++) {
            into.addAll(level);
            List<String> next = new ArrayList<>();
            level.forEach(prefix -> letters.forEach(letter -> next.add(prefix + "." + letter)));
            level = next;
        }
    }
}
