package dev.stanchion.server.flags;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UsageTest {
    private static final int HELP_COLUMN = 41;

    private static List<String> lines(Dialect dialect) {
        return Usage.text(dialect).lines().toList();
    }

    @ParameterizedTest
    @EnumSource
    void shouldExplainEveryOptionInOneColumn(Dialect dialect) {
        assertThat(lines(dialect))
                .filteredOn(line -> line.startsWith("  ") && line.length() > HELP_COLUMN)
                .filteredOn(line -> !line.endsWith(">")) // its help is on the next line
                .hasSizeGreaterThan(80)
                .allMatch(line -> line.charAt(HELP_COLUMN - 1) == ' ')
                .noneMatch(line -> line.charAt(HELP_COLUMN) == ' ');
    }

    @ParameterizedTest
    @EnumSource
    void shouldShowEveryOptionThatDoesSomething(Dialect dialect) {
        String text = Usage.text(dialect);
        assertThat(Flag.values())
                .filteredOn(flag -> FlagGroup.isUsable(flag))
                .flatExtracting(dialect::namesOf)
                .allMatch(name -> text.matches("(?s).*[ ,]--?" + name + "[ ,\\n].*"));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNameADefaultUnlessItHasBeenExplained(Dialect dialect) {
        assertThat(lines(dialect))
                .anyMatch(line -> line.endsWith("Cluster ID (default: test-cluster)"))
                .anyMatch(line -> line.endsWith("unused channel after this time (0s: never)"))
                .noneMatch(line -> line.contains("(default: false)"));
    }
}
