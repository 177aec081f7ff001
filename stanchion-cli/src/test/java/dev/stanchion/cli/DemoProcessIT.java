package dev.stanchion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What only a process of its own can show: since when the demo counts its time. */
@Timeout(60)
class DemoProcessIT {
    private static final Pattern TIME = Pattern.compile("The demo took ([0-9.]+) s\\.");

    @Test
    void shouldNotCountWhatTheLauncherDidBefore() throws Exception {
        // given: a shell that builds the program for a while, and then becomes the program
        long begun = System.nanoTime();
        Process demo =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "sleep 3 && exec \"$0\" \"$@\"",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Stanchion.class.getName(),
                                "demo")
                        .redirectErrorStream(true)
                        .start();

        // when
        String told = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = demo.waitFor();
        double seconds = (System.nanoTime() - begun) / 1e9;

        // then: the time is rounded to tenths
        assertThat(exitCode).as(told).isZero();
        Matcher time = TIME.matcher(told);
        assertThat(time.find()).as(told).isTrue();
        assertThat(Double.parseDouble(time.group(1))).isPositive().isLessThan(seconds - 2.9);
    }
}
