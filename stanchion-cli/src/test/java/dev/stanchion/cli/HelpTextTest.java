package dev.stanchion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** The texts of {@code --help}, of which the manual pages and the completions are made, too. */
class HelpTextTest {
    private static final int WIDEST_SUMMARY = 100;

    static Stream<CommandSpec> commands() {
        return withAllBelow(Stanchion.between(System.out, System.err).commandLine())
                .map(CommandLine::getCommandSpec)
                .filter(spec -> !spec.name().equals("stanchion") && !spec.name().equals("help"));
    }

    private static Stream<CommandLine> withAllBelow(CommandLine command) {
        return Stream.concat(
                Stream.of(command),
                command.getSubcommands().values().stream().flatMap(HelpTextTest::withAllBelow));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldBeginEachCommandWithOneSentenceWhichListsShow(CommandSpec command) {
        // when
        String summary = command.usageMessage().description()[0];

        // then
        assertThat(summary)
                .as(command.qualifiedName())
                .endsWith(".")
                .doesNotContain(". ")
                .hasSizeLessThan(WIDEST_SUMMARY);
    }

    /** A line that is broken in the source would be broken again where the page ends. */
    @ParameterizedTest
    @MethodSource("commands")
    void shouldLeaveTheBreakingOfLinesToThePage(CommandSpec command) {
        assertThat(command.args())
                .as(command.qualifiedName())
                .filteredOn(arg -> !arg.hidden())
                .allSatisfy(arg ->
                        assertThat(arg.description()).as(nameOf(arg)).hasSizeLessThanOrEqualTo(1));
    }

    private static String nameOf(ArgSpec arg) {
        return arg.isOption() ? arg.toString() : arg.paramLabel();
    }
}
