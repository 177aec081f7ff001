package dev.stanchion.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of {@code docs/style.md} for every module, as far as a class file shows them. */
class HandwritingTest {
    private static JavaClasses shipped;
    private static JavaClasses tests;

    @BeforeAll
    static void importOnce() {
        shipped = CompiledModules.main();
        tests = CompiledModules.tests();
    }

    private static List<JavaPackage> packages(JavaClasses classes) {
        return classes.stream()
                .filter(type -> type.getPackageName().startsWith(CompiledModules.ROOT))
                .map(JavaClass::getPackage)
                .distinct()
                .toList();
    }

    @Test
    void shouldMarkEveryPackageForNullChecks() {
        assertThat(packages(shipped))
                .isNotEmpty()
                .allSatisfy(each ->
                        assertThat(each.tryGetPackageInfo())
                                .as(each.getName())
                                .hasValueSatisfying(info ->
                                        assertThat(info.isAnnotatedWith(NullMarked.class))
                                                .isTrue()));
    }

    @Test
    void shouldNamePackagesAfterWhatUsersTalkAbout() {
        // given
        Set<String> layers =
                Set.of("impl", "internal", "util", "utils", "common", "helper", "helpers", "model");

        // then
        assertThat(packages(shipped))
                .extracting(JavaPackage::getName)
                .allSatisfy(name ->
                        assertThat(Arrays.asList(name.split("\\.")))
                                .as(name)
                                .doesNotContainAnyElementsOf(layers));
    }

    @Test
    void shouldPrintInTheCommandLineOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.stanchion.cli..",
                        "dev.stanchion.dist..",
                        "dev.stanchion.examples..",
                        "dev.stanchion.test.launcher..",
                        "dev.stanchion.bench.page..", // a program of its own
                        "dev.stanchion.bench.client..",
                        "dev.stanchion.bench.soak..",
                        "dev.stanchion.kit.process..") // shows the programs of a test that failed
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(shipped);
    }

    @Test
    void shouldEndTheProcessInTheCommandLineOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.stanchion.cli..",
                        "dev.stanchion.dist..",
                        "dev.stanchion.examples..",
                        "dev.stanchion.test.launcher..",
                        "dev.stanchion.bench.page..",
                        "dev.stanchion.bench.client..",
                        "dev.stanchion.bench.soak..")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(shipped);
    }

    @Test
    void shouldNotSleepInTests() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", Duration.class)
                .orShould()
                .callMethod(TimeUnit.class, "sleep", long.class)
                .allowEmptyShould(true) // a build without tests has nothing to check
                .check(tests);
    }
}
