package dev.stanchion.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.nats.wire.CloseReason;
import dev.stanchion.nats.wire.ErrorText;
import dev.stanchion.protocol.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/guide/troubleshooting.md} explains every text that a client can be refused with. */
class TroubleshootingPageTest {
    private static final Path PAGE = Path.of("..", "docs", "guide", "troubleshooting.md");
    private static final byte[] SOMETHING = "x".getBytes(UTF_8);

    /** A text for clients that is put together where it is needed, up to what is filled in. */
    private static final Pattern REFUSAL = Pattern.compile("\"(stan: [^\"%]*)");

    /** Texts of the NATS server that name a subject. */
    static final List<String> ABOUT_SUBJECTS =
            List.of(
                    ErrorText.publishViolation(SOMETHING),
                    ErrorText.replyViolation(SOMETHING),
                    ErrorText.subscriptionViolation(SOMETHING),
                    ErrorText.queueSubscriptionViolation(SOMETHING, SOMETHING),
                    ErrorText.subscriptionEnded(SOMETHING, SOMETHING),
                    ErrorText.tooManyTokens(SOMETHING));

    @ParameterizedTest
    @EnumSource
    void shouldExplainEachRefusal(Refusal refusal) {
        assertThat(PAGE).content().contains("`" + refusal.text() + "`");
    }

    static Stream<String> errorTexts() {
        return Stream.of(ErrorText.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .map(TroubleshootingPageTest::text);
    }

    private static String text(Field field) {
        try {
            return String.valueOf(field.get(null));
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("errorTexts")
    void shouldExplainEachErrorOfTheNatsServer(String text) {
        assertThat(PAGE).content().contains("`" + text + "`");
    }

    @ParameterizedTest
    @FieldSource("ABOUT_SUBJECTS")
    void shouldExplainEachViolation(String text) {
        String[] parts = text.split("\"x\"", -1);
        assertThat(PAGE).content().contains("`" + parts[0] + "\"");
        assertThat(PAGE).content().contains(parts[1].strip());
    }

    @Test
    void shouldExplainWhySlowConsumersAreCut() {
        assertThat(PAGE)
                .content()
                .contains(CloseReason.SLOW_CONSUMER_PENDING_BYTES.text())
                .contains("(Write Deadline)");
    }

    static List<String> refusalsInTheCode() throws IOException {
        try (Stream<Path> files =
                Files.walk(Path.of("..", "stanchion-engine", "src", "main", "java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> REFUSAL.matcher(read(file)).results())
                    .map(match -> match.group(1))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("refusalsInTheCode")
    void shouldExplainEachRefusalThatIsPutTogether(String beginning) {
        assertThat(PAGE).content().contains("`" + beginning);
    }
}
