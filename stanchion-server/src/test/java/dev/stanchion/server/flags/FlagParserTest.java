package dev.stanchion.server.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlagParserTest {
    private static ParsedFlags parse(String... arguments) {
        return FlagParser.parse(List.of(arguments), Dialect.NATS_STREAMING_SERVER);
    }

    @Test
    void shouldKnowAll142NamesOnce() {
        // given
        List<String> names =
                Arrays.stream(Flag.values()).flatMap(flag -> flag.names().stream()).toList();

        // then
        assertThat(names).hasSize(142 + 23).doesNotHaveDuplicates().contains("session_journal");
    }

    @Test
    void shouldHaveADefaultOfItsKindForEachFlag() {
        for (Flag flag : Flag.values()) {
            // when: the flag is not given
            ParsedFlags none = parse();

            // then
            assertThat(none.isDefault(flag)).as(flag.name()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-cid ticketing",
                "--cid ticketing",
                "-cid=ticketing",
                "--cluster_id=ticketing"
            })
    void shouldReadAValueInEveryShape(String line) {
        assertThat(parse(line.split(" ", -1)).text(Flag.CLUSTER_ID)).isEqualTo("ticketing");
    }

    @Test
    void shouldTakeTheNextArgumentAsValueEvenIfItLooksLikeAFlag() {
        assertThat(parse("-mm", "-1").integer(Flag.MAX_MSGS)).isEqualTo(-1);
        assertThat(parse("-cid", "-SD").text(Flag.CLUSTER_ID)).isEqualTo("-SD");
    }

    @Test
    void shouldKeepEqualsSignsInsideAValue() {
        assertThat(parse("--sql_source=user=a pass=b").text(Flag.SQL_SOURCE))
                .isEqualTo("user=a pass=b");
        assertThat(parse("-cid=").text(Flag.CLUSTER_ID)).isEmpty();
    }

    @Test
    void shouldTellCaseApart() {
        // when
        ParsedFlags flags = parse("-SD", "-sd", "dir", "-p", "1", "-P", "file", "-T=false", "-V");

        // then
        assertThat(flags.bool(Flag.STAN_DEBUG)).isTrue();
        assertThat(flags.text(Flag.STORE_DIR)).isEqualTo("dir");
        assertThat(flags.integer(Flag.PORT)).isEqualTo(1);
        assertThat(flags.text(Flag.PID)).isEqualTo("file");
        assertThat(flags.bool(Flag.LOGTIME)).isFalse();
        assertThat(flags.bool(Flag.TRACE)).isTrue();
        assertThat(flags.bool(Flag.VERSION)).isFalse();
    }

    @Test
    void shouldNotTakeTheNextArgumentAsTheValueOfABoolean() {
        // when
        ParsedFlags flags = parse("-SD", "false", "-p", "1");

        // then
        assertThat(flags.bool(Flag.STAN_DEBUG)).isTrue();
        assertThat(flags.positionals()).containsExactly("false", "-p", "1");
        assertThat(flags.has(Flag.PORT)).isFalse();
    }

    @Test
    void shouldStopBehindTwoDashes() {
        assertThat(parse("-SD", "--", "-V").positionals()).containsExactly("-V");
        assertThat(parse("-", "-V").positionals()).containsExactly("-", "-V");
        assertThat(parse("", "-V").positionals()).containsExactly("", "-V");
    }

    @Test
    void shouldLetTheLastOfSeveralNamesWin() {
        assertThat(parse("--max_msgs=5", "-mm=7").integer(Flag.MAX_MSGS)).isEqualTo(7);
        assertThat(parse("-mm=7", "--max_msgs=5").integer(Flag.MAX_MSGS)).isEqualTo(5);
    }

    @Test
    void shouldLetMbWinOverMaxBytesWhereverItStands() {
        assertThat(parse("-mb", "1k", "--max_bytes", "2k").size(Flag.MAX_BYTES)).hasValue(1000);
        assertThat(parse("--max_bytes", "2k", "-mb", "1k").size(Flag.MAX_BYTES)).hasValue(1000);
        assertThat(parse("-mb", "1k", "-mb", "3k").size(Flag.MAX_BYTES)).hasValue(3000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "---x|bad flag syntax: ---x",
                "-=x|bad flag syntax: -=x",
                "--=|bad flag syntax: --=",
                "-p|flag needs an argument: -p",
                "--max_msgs|flag needs an argument: -max_msgs",
                "-p=abc|invalid value \"abc\" for flag -p: parse error",
                "-p=|invalid value \"\" for flag -p: parse error",
                "--port=\u00e9\"|invalid value \"\u00e9\\\"\" for flag -port: parse error",
                "-p=99999999999999999999|"
                        + "invalid value \"99999999999999999999\" for flag -p: value out of range",
                "-ma=5d|invalid value \"5d\" for flag -ma: parse error",
                "-SD=maybe|invalid boolean value \"maybe\" for -SD: parse error",
                "-T=|invalid boolean value \"\" for -T: parse error",
                "-SD=yes|invalid boolean value \"yes\" for -SD: parse error",
                "--qqqqqq|flag provided but not defined: -qqqqqq",
                "--foo=1|flag provided but not defined: -foo",
                "-cdi|flag provided but not defined: -cdi; did you mean -cid?",
                "--clusterid=x|flag provided but not defined: -clusterid; did you mean -cluster_id?",
                "--cluster-id=x|"
                        + "flag provided but not defined: -cluster-id; did you mean -cluster_id?",
                "-sdv|flag provided but not defined: -sdv; did you mean -SDV?",
            })
    void shouldSayWhatIsWrongInTheWordsOfGo(String argument, String line) {
        assertThatThrownBy(() -> parse(argument))
                .isInstanceOf(MalformedLineException.class)
                .hasMessage(line);
    }

    @Test
    void shouldSuggestNothingForAFlagThatResemblesNone() {
        // given
        Set<String> typed = new HashSet<>(List.of("x", "Q", "zz", "frobnicate", "q1w2"));

        // then
        assertThat(typed)
                .allSatisfy(name ->
                        assertThatThrownBy(() -> parse("--" + name))
                                .hasMessage("flag provided but not defined: -" + name));
    }

    @Test
    void shouldUnderstandReadableNamesInTheNewDialectOnly() {
        // given
        List<String> line =
                List.of("--heartbeat-interval", "5s", "--max-messages=7", "--cluster-id", "a");

        // when
        ParsedFlags flags = FlagParser.parse(line, Dialect.STANCHION_SERVER);

        // then
        assertThat(flags.durationNanos(Flag.HB_INTERVAL)).isEqualTo(5_000_000_000L);
        assertThat(flags.integer(Flag.MAX_MSGS)).isEqualTo(7);
        assertThat(flags.text(Flag.CLUSTER_ID)).isEqualTo("a");
        assertThatThrownBy(() -> FlagParser.parse(line, Dialect.NATS_STREAMING_SERVER))
                .hasMessageStartingWith("flag provided but not defined: -heartbeat-interval");
    }
}
