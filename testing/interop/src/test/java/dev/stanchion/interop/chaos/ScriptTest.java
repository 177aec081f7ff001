package dev.stanchion.interop.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {
    private static final Duration LENGTH = Duration.ofMinutes(20);
    private static final Set<Trouble.Kind> ALL = EnumSet.allOf(Trouble.Kind.class);

    @Test
    void shouldMakeTheSameScriptFromTheSameSeed() {
        assertThat(Script.of(7, LENGTH, ALL))
                .isEqualTo(Script.of(7, LENGTH, ALL))
                .isNotEqualTo(Script.of(8, LENGTH, ALL));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldMendATroubleBeforeTheNextBegins(long seed) {
        // when
        List<Trouble> script = Script.of(seed, LENGTH, ALL);

        // then
        Duration free = Duration.ZERO;
        for (Trouble trouble : script) {
            assertThat(trouble.at()).isGreaterThanOrEqualTo(free);
            free = trouble.at().plus(trouble.lasts());
        }
        assertThat(free).isLessThan(LENGTH);
        assertThat(script).hasSizeGreaterThan(90);
    }

    @Test
    void shouldHaveEveryKindInTwoMinutes() {
        assertThat(Script.of(1, Duration.ofMinutes(2), ALL))
                .extracting(Trouble::kind)
                .containsAll(ALL);
    }

    @Test
    void shouldHaveOnlyTheKindsThatWereAskedFor() {
        // given
        Set<Trouble.Kind> kinds = EnumSet.of(Trouble.Kind.KILL, Trouble.Kind.NATS);

        // when
        Set<Trouble.Kind> made =
                Script.of(1, LENGTH, kinds).stream().map(Trouble::kind).collect(Collectors.toSet());

        // then
        assertThat(made).isEqualTo(kinds);
    }
}
