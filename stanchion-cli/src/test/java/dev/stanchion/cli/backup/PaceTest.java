package dev.stanchion.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.cli.terminal.Console;
import java.io.OutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Console console =
            new Console(
                    new PrintStream(OutputStream.nullOutputStream()),
                    new PrintStream(OutputStream.nullOutputStream()),
                    false);
    private long now;

    @Test
    void shouldTakeAsLongAsTheRateAllows() {
        // given
        Pace pace = new Pace(console, () -> now, nanos -> now += nanos, 1000);

        // when
        pace.await(500);
        pace.await(1500);

        // then
        assertThat(now).isEqualTo(2_000_000_000L);
    }

    @Test
    void shouldNotWaitWithoutARate() {
        // when
        new Pace(console, () -> now, nanos -> now += nanos, 0).await(1L << 40);

        // then
        assertThat(now).isZero();
    }
}
