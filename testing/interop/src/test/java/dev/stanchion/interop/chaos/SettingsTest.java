package dev.stanchion.interop.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.interop.client.ClientLibrary;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private final Properties properties = new Properties();

    @Test
    void shouldRunTwoMinutesWithAllClientsByDefault() {
        // when
        Settings settings = Settings.of(properties, 17);

        // then
        assertThat(settings.length()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.seed()).isEqualTo(17);
        assertThat(settings.clients()).hasSize(4);
        assertThat(settings.kinds()).isEqualTo(EnumSet.allOf(Trouble.Kind.class));
    }

    @Test
    void shouldTakeWhatWasAskedFor() {
        // given
        properties.setProperty("chaos.minutes", "20");
        properties.setProperty("chaos.seed", "4");
        properties.setProperty("chaos.store", "file");
        properties.setProperty("chaos.clients", "go,node");
        properties.setProperty("chaos.troubles", "kill,stop");

        // when
        Settings settings = Settings.of(properties, 17);

        // then
        assertThat(settings.length()).isEqualTo(Duration.ofMinutes(20));
        assertThat(settings.seed()).isEqualTo(4);
        assertThat(settings.store()).isEqualTo(SharedStore.FILE);
        assertThat(settings.clients())
                .containsExactly(ClientLibrary.GO_0_10_4, ClientLibrary.NODE_0_3_2);
        assertThat(settings.kinds())
                .containsExactlyInAnyOrder(Trouble.Kind.KILL, Trouble.Kind.STOP);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "minutes, 0, \"--minutes: '0' (expected: a number from 1 on)\"",
                "minutes, two, \"--minutes: 'two' (expected: a number from 1 on)\"",
                "minutes, 1441, \"--minutes: '1441' (expected: 1 to 1440)\"",
                "seed, -1, \"--seed: '-1' (expected: a number from 1 on)\"",
                "store, memory, \"--store: 'memory' (expected: sql, file, jetstream)\"",
                "clients, \"node,ruby\", \"--clients: 'ruby' (expected: node, go, java, python)\"",
                "clients, \"node,\", \"--clients: '' (expected: node, go, java, python)\"",
                "troubles, fire, \"--troubles: 'fire' (expected: kill, pause, stop,\""
            })
    void shouldSayWhatIsWrong(String option, String value, String text) {
        // given
        properties.setProperty("chaos." + option, value);

        // then
        assertThatThrownBy(() -> Settings.of(properties, 17))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(text);
    }

    @Test
    void shouldRefuseATroubleThatNobodyTakesOverFrom() {
        // given
        properties.setProperty("chaos.store", "file");
        properties.setProperty("chaos.troubles", "kill,pause");

        // then
        assertThatThrownBy(() -> Settings.of(properties, 17))
                .hasMessage(
                        "--troubles: 'pause' with --store file (expected: kill, stop,"
                                + " cut, follower, client, nats)");
    }
}
