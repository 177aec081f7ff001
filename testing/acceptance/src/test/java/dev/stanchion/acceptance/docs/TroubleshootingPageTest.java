package dev.stanchion.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Project;
import io.nats.streaming.NatsStreaming;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/guide/troubleshooting.md} explains the error texts of the Java client. */
class TroubleshootingPageTest {
    static List<String> texts() {
        return Stream.of(NatsStreaming.class.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .filter(field -> field.getType() == String.class)
                .map(TroubleshootingPageTest::text)
                .filter(text -> text.startsWith("stan: "))
                .toList();
    }

    private static String text(Field field) {
        try {
            field.setAccessible(true);
            return String.valueOf(field.get(null));
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void shouldExplainWhatTheClientSays(String text) {
        assertThat(Project.root().resolve("docs/guide/troubleshooting.md"))
                .content()
                .contains(text);
    }
}
