package dev.stanchion.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected values are those of the Go server, unless a test says otherwise. */
class ConfigurationFileTest {
    @TempDir Path folder;

    private Value.Section read(String text, Map<String, String> environment) {
        return ConfigurationFile.read(write("a.conf", text), environment);
    }

    private Value.Section read(String text) {
        return read(text, Map.of());
    }

    private Path write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Value value(Value.Section section, String key) {
        Entry entry = section.find(List.of(key));
        if (entry == null) {
            throw new AssertionError("no " + key + " in " + section);
        }
        return entry.value();
    }

    private Value valueOf(String written) {
        return value(read("key: " + written + "\n"), "key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: 1\nb: x",
                "a=1\nb=x\n",
                "a 1\nb x\n",
                "a:1,b:x",
                "a: 1; b: x",
                "{a: 1, b: x}",
                "{\n  \"a\": 1,\n  'b': \"x\"\n}\n",
                "a: 1 # one\nb: x // two\n",
                "# first\n\n// second\na: 1\r\nb: x\r\n",
                "A: 2\na: 1\nb: y\nb: x\n",
                "\uFEFFa: 1\nb: x",
                "a: 1\nb: x\n}\n"
            })
    void shouldReadKeysHoweverTheyAreSeparated(String text) {
        // when
        Value.Section section = read(text);

        // then
        assertThat(value(section, "a")).isEqualTo(new Value.Whole(1));
        assertThat(value(section, "b")).isEqualTo(new Value.Text("x"));
    }

    @ParameterizedTest
    @CsvSource({"10k, 10000", "10kb, 10240", "10KiB, 10240", "2g, 2000000000", "-5, -5", "007, 7"})
    void shouldMultiplySuffixesOut(String written, long number) {
        assertThat(valueOf(written)).isEqualTo(new Value.Whole(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5s", "72h", "1h30m", "500ms", "30d", "12ab34", "127.0.0.1", "127.0.0.1:4222",
                "localhost:4222", "nats://u:p@h:1", "+1", "0x10", "1_000", "foo=bar", "a#b", "1#x",
                "$2a$11$W2zko751KUvVy59mUTWmpO", "1m30s", "1kbb"
            })
    void shouldTakeWhatIsNothingElseForText(String written) {
        assertThat(valueOf(written)).isEqualTo(new Value.Text(written));
    }

    @Test
    void shouldReadEveryKindOfValue() {
        // when
        Value.Section section =
                read(
                        """
                        on: YES
                        off: false
                        ratio: 1.5
                        at: 2016-05-04T18:53:41Z
                        quoted: "a\\tb \\"c\\" \\x41"
                        raw: 'a\\tb'
                        list: [1, two
                               "three", ]
                        close: [1,2,3]
                        map { inner: { deep = 1 } }
                        block (
                        as it ) is
                        )
                        empty:
                        """
                                .replace("empty:\n", "empty:"));

        // then
        assertThat(value(section, "on")).isEqualTo(new Value.Truth(true));
        assertThat(value(section, "off")).isEqualTo(new Value.Truth(false));
        assertThat(value(section, "ratio")).isEqualTo(new Value.Fraction(1.5));
        assertThat(value(section, "at"))
                .isEqualTo(new Value.Moment(Instant.parse("2016-05-04T18:53:41Z")));
        assertThat(value(section, "quoted")).isEqualTo(new Value.Text("a\tb \"c\" A"));
        assertThat(value(section, "raw")).isEqualTo(new Value.Text("a\\tb"));
        assertThat(value(section, "list"))
                .isEqualTo(
                        new Value.Items(
                                List.of(
                                        new Value.Whole(1),
                                        new Value.Text("two"),
                                        new Value.Text("three"))));
        assertThat(value(section, "close")).hasToString("[1, 2, 3]");
        assertThat(value(section, "block")).isEqualTo(new Value.Text("\nas it ) is\n"));
        assertThat(value(section, "empty")).isEqualTo(new Value.Text(""));
        Value.Section inner = (Value.Section) value(section, "map");
        assertThat(value((Value.Section) value(inner, "inner"), "deep"))
                .isEqualTo(new Value.Whole(1));
    }

    @Test
    void shouldFindVariablesInsideOutAndThenInTheEnvironment() {
        // when
        Value.Section section =
                read(
                        """
                        size: 1
                        outer { size: 2, inner { use: $size } }
                        top: $size
                        number: $NUMBER
                        text: $TEXT
                        nothing: $EMPTY
                        glued: x$size
                        """,
                        Map.of("NUMBER", "10m", "TEXT", "'10m'", "EMPTY", ""));

        // then
        Value.Section outer = (Value.Section) value(section, "outer");
        assertThat(value((Value.Section) value(outer, "inner"), "use"))
                .isEqualTo(new Value.Whole(2));
        assertThat(value(section, "top")).isEqualTo(new Value.Whole(1));
        assertThat(value(section, "number")).isEqualTo(new Value.Whole(10_000_000));
        assertThat(value(section, "text")).isEqualTo(new Value.Text("10m"));
        assertThat(value(section, "nothing")).isEqualTo(new Value.Text(""));
        assertThat(value(section, "glued")).isEqualTo(new Value.Text("x$size"));
        assertThat(section.entries())
                .filteredOn(Entry::isVariable)
                .extracting(Entry::key)
                .containsExactly("size");
    }

    @Test
    void shouldIncludeFilesBesideTheOneThatNamesThem() {
        // given
        write("sub/more.conf", "b: 2\ninclude deeper.conf\n");
        write("sub/deeper.conf", "c: $b\n");

        // when
        Value.Section section =
                read("a: 1\ninclude ./sub/more.conf\nmap { include 'sub/more.conf' }");

        // then
        assertThat(section.entries()).extracting(Entry::key).containsExactly("a", "b", "c", "map");
        assertThat(value(section, "c")).isEqualTo(new Value.Whole(2));
        assertThat(value(section, "map")).hasToString("map[b, c]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: 1 b: 2|1:6|Expected a top-level value to end with a new line, comment or EOF, but"
                        + " got 'b' instead.",
                "{a=1 b=2}|1:6|Expected a map value terminator \",\" or a map terminator \"}\", but got"
                        + " 'b' instead.",
                "a: [1 2]|1:7|Expected an array value terminator \",\" or an array terminator \"]\","
                        + " but got '2' instead.",
                "a: [1,,2]|1:7|Expected an array value, but got ',' instead.",
                "x: {a: 1|1:9|Unexpected EOF. The map of line 1 has no end.",
                "a: \"x|1:5|Unexpected EOF. The string here has no end.",
                "a: (x|1:5|Unexpected EOF. The block here has no end.",
                "a: 1;; b: 2|1:6|Unexpected key separator ';'",
                "= 1|1:1|Unexpected key separator '='",
                "lonely|1:1|The key 'lonely' has no value",
                "a: $NOWHERE|1:4|variable reference for 'NOWHERE' on line 1 can not be found",
                "a: 1234-abc|1:4|All ISO8601 dates must be in full Zulu form.",
                "a: 99999999999999999999|1:4|integer '99999999999999999999' is out of the range",
                "a: -abc|1:4|Expected a number with digits on both sides, but got '-abc'",
                "a: \"\\q\"|1:6|Invalid escape character 'q'. Only \\t \\n \\r \\\" \\\\ \\xHH are known.",
            })
    void shouldSayWhereAFileIsWrong(String text, String place, String reason) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        SyntaxException.class,
                        e -> {
                            Position at = e.position();
                            assertThat(at.line() + ":" + at.column()).isEqualTo(place);
                            assertThat(e.reason()).isEqualTo(reason);
                            assertThat(e).hasMessageStartingWith(folder.resolve("a.conf") + ":");
                        });
    }

    @Test
    void shouldRefuseANewLineBetweenASeparatorAndItsValueAtTheTopOnly() {
        // given
        Value.Section inMap = (Value.Section) value(read("m {\n a:\n  1\n}"), "m");

        // then
        assertThat(value(inMap, "a")).isEqualTo(new Value.Whole(1));
        assertThat(value(read("m\n{ a: 1 }"), "m")).hasToString("map[a]");
        assertThatThrownBy(() -> read("x: 1\na:\n1"))
                .hasMessageEndingWith(
                        ":2:3: Parse error on line 2: 'Expected value but found new line'");
    }

    @Test
    void shouldNameTheIncludeInWhichSomethingIsWrong() {
        // given
        write("bad.conf", "x: {\n");
        write("again.conf", "include again.conf");

        // then
        assertThatThrownBy(() -> read("a: 1\ninclude bad.conf"))
                .hasMessageContaining(":2:1: ")
                .hasMessageContaining("error parsing include file 'bad.conf', ")
                .hasMessageContaining("bad.conf:2:1: Parse error on line 2: 'Unexpected EOF.");
        assertThatThrownBy(() -> read("include nowhere.conf"))
                .hasMessageContaining("nowhere.conf: no such file or directory");
        assertThatThrownBy(() -> read("include again.conf"))
                .hasMessageContaining("files include each other more than 32 deep");
    }

    @ParameterizedTest
    @CsvSource({"'a: ', [, ], 100", "'', 'm {', }, 100", "'a: ', '[{b: ', '1}]', 50"})
    void shouldReadWhatIsNestedUpToABound(String begin, String opening, String closing, int times) {
        // given
        String end = closing.replace("1", "");
        String nested = begin + opening.repeat(times) + closing + end.repeat(times - 1);

        // then
        assertThat(read(nested).entries()).hasSize(1);
        for (int deeper : new int[] {times + 1, 1_000_000}) {
            assertThatThrownBy(() -> read(begin + opening.repeat(deeper)))
                    .isInstanceOf(SyntaxException.class)
                    .hasMessageContaining("Parse error on line 1: 'Maps and arrays are nested more")
                    .hasMessageContaining("than 100 deep'");
        }
    }

    @Test
    void shouldNotFollowAVariableThatNamesItself() {
        assertThatThrownBy(() -> read("a: $SELF", Map.of("SELF", "$SELF")))
                .hasMessageContaining(
                        "variable reference for 'SELF' on line 1 could not be parsed: variable"
                                + " reference for 'SELF' on line 1 can not be found");
    }
}
