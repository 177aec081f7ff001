package dev.stanchion.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputLinesTest {
    private static List<String> lines(String input) {
        InputLines lines =
                new InputLines(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        List<String> all = new ArrayList<>();
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            all.add(lines.number() + ":" + new String(line, StandardCharsets.UTF_8));
        }
        return all;
    }

    @Test
    void shouldLeaveOutEmptyLinesAndCountThem() {
        assertThat(lines("a\n\nb\r\n\r\n ü \nc")).containsExactly("1:a", "3:b", "5: ü ", "6:c");
        assertThat(lines("")).isEmpty();
        assertThat(lines("\n\n")).isEmpty();
    }

    @Test
    void shouldRefuseALineThatNoServerWouldTake() {
        // given
        InputStream endless =
                new InputStream() {
                    @Override
                    public int read() {
                        return 'x';
                    }

                    @Override
                    public int read(byte[] bytes, int from, int length) {
                        Arrays.fill(bytes, from, from + length, (byte) 'x');
                        return length;
                    }
                };

        // then
        assertThatThrownBy(() -> new InputLines(endless).next())
                .hasMessageContaining("line 1 of standard input has more than 67108864 bytes");
    }
}
