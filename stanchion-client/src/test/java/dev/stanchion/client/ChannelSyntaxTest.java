package dev.stanchion.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelSyntaxTest {
    @ParameterizedTest
    @ValueSource(strings = {"tickets:created", "orders.paid", "a", "_x$y", "größe"})
    void shouldLetGoodNamesThrough(String channel) {
        assertThatCode(() -> ChannelSyntax.check(channel)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "'', it has no name",
        "a b, '\" \" at position 2 is not allowed'",
        "tickets/created, '\"/\" at position 8 is not allowed'",
        "tickets.*, '\"*\" at position 9 is not allowed'",
        ">, '\">\" at position 1 is not allowed'",
        ".a, '''.'' stands only between words, one at a time'",
        "a., '''.'' stands only between words, one at a time'",
        "a..b, '''.'' stands only between words, one at a time'"
    })
    void shouldSayWhatIsWrong(String channel, String defect) {
        assertThatThrownBy(() -> ChannelSyntax.check(channel))
                .isInstanceOfSatisfying(
                        StreamingException.class,
                        e -> assertThat(e.problem()).endsWith(": " + defect));
    }
}
