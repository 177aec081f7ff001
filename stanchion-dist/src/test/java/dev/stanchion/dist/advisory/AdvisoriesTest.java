package dev.stanchion.dist.advisory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdvisoriesTest {
    private static final Path SHIPPED = Path.of("target/third-party");

    private static final Advisories LIST =
            Advisories.parse(
                    """
                    # about these
                    as of 2026-11-30

                    bcprov-lts8on | CVE-1 | 2.73.0 | 2.73.12.1 | a hole
                    netty-*       | CVE-2 | 4.2.0.Final | 4.2.12.Final | another
                    open          | CVE-3 | 2.0 | none yet | a third
                    picocli       | none
                    """);

    @TempDir private Path temp;

    private static ShippedJar jar(String fileName) {
        return ShippedJar.of(Path.of(fileName));
    }

    @Test
    void shouldShipNothingWithAKnownAdvisory() throws IOException {
        // given
        try (var jars = Files.newDirectoryStream(SHIPPED, "*.jar")) {
            assertThat(jars).hasSizeGreaterThan(20);
        }

        // then
        assertThat(Advisories.checkedIn().problems(SHIPPED)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "bcprov-lts8on-2.73.10.jar, 'bcprov-lts8on 2.73.10: CVE-1 (a hole), fixed in 2.73.12.1'",
        "bcprov-lts8on-2.73.12.jar, 'bcprov-lts8on 2.73.12: CVE-1 (a hole), fixed in 2.73.12.1'",
        "netty-handler-4.2.9.Final.jar,"
                + " 'netty-handler 4.2.9.Final: CVE-2 (another), fixed in 4.2.12.Final'",
        "netty-transport-native-epoll-4.2.9.Final-linux-x86_64.jar,"
                + " 'netty-transport-native-epoll 4.2.9.Final: CVE-2 (another), fixed in"
                + " 4.2.12.Final'",
        "open-3.0.jar, 'open 3.0: CVE-3 (a third), fixed in none yet'",
    })
    void shouldSayWhatIsKnown(String fileName, String problem) {
        assertThat(LIST.problemsOf(jar(fileName))).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource({
        "bcprov-lts8on-2.73.12.1.jar",
        "bcprov-lts8on-2.72.9.jar",
        "netty-handler-4.2.12.Final.jar",
        "netty-handler-4.2.18.Final.jar",
        "netty-handler-4.1.99.Final.jar",
        "open-1.9.jar",
        "picocli-4.7.7.jar",
    })
    void shouldLetPassWhatNoAdvisoryNames(String fileName) {
        assertThat(LIST.problemsOf(jar(fileName))).isEmpty();
    }

    @Test
    void shouldRefuseWhatNobodyHasLookedUp() {
        assertThat(LIST.problemsOf(jar("new-thing-1.0.jar")))
                .singleElement()
                .asString()
                .startsWith("new-thing 1.0: it has not been checked for advisories.");
    }

    @Test
    void shouldLookAtTheJarsOfOthersInADirectory() throws IOException {
        // given
        for (String name :
                new String[] {"stanchion-cli.jar", "picocli-4.7.7.jar", "picocli-4.7.7.pom"}) {
            Files.createFile(temp.resolve(name));
        }
        assertThat(LIST.problems(temp)).isEmpty();

        // when
        Files.createFile(temp.resolve("bcprov-lts8on-2.73.10.jar"));

        // then
        assertThat(LIST.problems(temp)).hasSize(1);
    }

    @Test
    void shouldBearItsDate() {
        assertThat(LIST.asOf()).isEqualTo(LocalDate.of(2026, 11, 30));
        assertThat(Advisories.checkedIn().asOf()).isAfter(LocalDate.of(2026, 11, 29));
        assertThatThrownBy(() -> Advisories.parse("picocli | none"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseALineThatLacksAPart() {
        assertThatThrownBy(() -> Advisories.parse("as of 2026-11-30\nnetty | CVE-1 | 4.2.0"))
                .hasMessageStartingWith("netty | CVE-1 | 4.2.0 (expected: ");
    }

    @Test
    void shouldCompareReleasesByTheirNumbers() {
        assertThat(new Release("2.73.12.1")).isGreaterThan(new Release("2.73.12"));
        assertThat(new Release("42.7.14")).isGreaterThan(new Release("42.7.2"));
        assertThat(new Release("4.2.18.Final")).isEqualByComparingTo(new Release("4.2.18"));
    }
}
