package dev.stanchion.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows of {@code docs/design.md}: which module may know which. */
class ModuleBordersTest {
    /** Packages with a row of their own below. */
    private static final List<String> OWN_ROWS =
            List.of("store.jetstream.link", "spring.boot.test");

    private static JavaClasses shipped;

    @BeforeAll
    static void importOnce() {
        shipped = CompiledModules.main();
    }

    @Test
    void shouldHaveFoundAllModules() {
        // when: without this, an empty import would keep every rule
        Set<String> packages =
                shipped.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

        // then
        assertThat(packages)
                .contains(
                        "dev.stanchion.activity",
                        "dev.stanchion.protocol",
                        "dev.stanchion.nats",
                        "dev.stanchion.engine",
                        "dev.stanchion.engine.spi",
                        "dev.stanchion.engine.identity",
                        "dev.stanchion.store.file",
                        "dev.stanchion.store.remote",
                        "dev.stanchion.store.sql",
                        "dev.stanchion.bus.nats",
                        "dev.stanchion.server",
                        "dev.stanchion.client",
                        "dev.stanchion.admin",
                        "dev.stanchion.testcontainers",
                        "dev.stanchion.spring.listener",
                        "dev.stanchion.spring.boot",
                        "dev.stanchion.spring.boot.test",
                        "dev.stanchion.load",
                        "dev.stanchion.test",
                        "dev.stanchion.junit",
                        "dev.stanchion.cli");
    }

    /** The modules of this project that each module may know, besides itself. */
    @ParameterizedTest
    @CsvSource({
        "protocol, ''",
        "nats, ''",
        "engine, protocol",
        "activity, 'engine.spi engine.spi.forwarding protocol'",
        "store, 'activity engine.spi engine.spi.forwarding protocol'",
        "store.jetstream.link, 'store.jetstream.cluster engine.spi nats'",
        "bus, 'engine.spi nats'",
        "client, protocol",
        "admin, ''",
        "testcontainers, ''",
        "spring, client",
        "spring.boot.test, 'spring client test'",
        "simulation, 'activity engine protocol store nats kit.bus kit.cluster kit.shard'",
        "transfer, 'engine.spi protocol store client'",
        "server, 'nats activity engine protocol store bus'",
        "load, protocol",
        "test, 'server nats client engine protocol store'",
        "junit, 'test client'",
        "cli, 'server client admin load nats bus activity protocol store transfer engine.spi'",
        "dist, ''",
        "bench, 'nats engine protocol store load server client test'",
        "kit, 'engine.spi protocol'",
        "crash, 'engine.spi protocol store simulation kit.shard'",
    })
    void shouldKnowOnlyWhatLiesBelow(String module, String below) {
        noClasses()
                .that()
                .resideInAPackage(CompiledModules.ROOT + "." + module + "..")
                .and(not(hasARowOfItsOwn(module)))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(CompiledModules.ROOT + "..")
                                .and(not(isOneOf((module + " " + below).strip().split(" ", -1)))))
                .allowEmptyShould(module.equals("simulation") || module.equals("bench"))
                .check(shipped);
    }

    /**
     * The packages of {@code stanchion-client-legacy} have the names of another library, so the
     * rules about our packages do not see them.
     */
    @Test
    void shouldKnowTheClientAloneInPlaceOfALibrary() {
        noClasses()
                .that()
                .resideInAPackage("io.nats.streaming..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage(CompiledModules.ROOT + "..")
                                .and(not(isOneOf(new String[] {"client", "protocol"}))))
                .check(shipped);
    }

    /** A package of a module that knows more than the rest of the module. */
    private static DescribedPredicate<JavaClass> hasARowOfItsOwn(String module) {
        return OWN_ROWS.contains(module)
                ? DescribedPredicate.alwaysFalse()
                : isOneOf(OWN_ROWS.toArray(String[]::new));
    }

    private static DescribedPredicate<JavaClass> isOneOf(String[] modules) {
        String[] packages = new String[modules.length];
        for (int i = 0; i < modules.length; i++) {
            boolean isRootOnly = modules[i].endsWith(".spi");
            packages[i] = CompiledModules.ROOT + "." + modules[i] + (isRootOnly ? "" : "..");
        }
        return resideInAnyPackage(packages);
    }

    /** Sockets, JSON, terminals: each library is known to one place only. */
    @ParameterizedTest
    @CsvSource({
        "io.netty.channel.., 'nats server.monitoring'",
        "io.netty.handler.., 'nats server.monitoring'",
        "picocli.., cli",
        "io.nats.., 'spring.boot client cli junit bench.client'",
        "java.sql.., 'store.sql kit.database'",
        "javax.sql.., 'store.sql kit.database'",
        "com.zaxxer.hikari.., store.sql",
        "java.util.logging.., 'server.log cli'",
        "org.HdrHistogram.., load.figures",
        "org.openjdk.jmh.., bench",
    })
    void shouldKeepALibraryInItsPlace(String library, String places) {
        noClasses()
                .that(
                        resideInAPackage(CompiledModules.ROOT + "..")
                                .and(not(isOneOf(places.split(" ", -1)))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(shipped);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "protocol",
                "nats",
                "activity",
                "bus",
                "engine",
                "store",
                "server",
                "client",
                "spring",
                "load",
                "transfer",
                "test",
                "cli"
            })
    void shouldHaveNoCyclesBetweenItsPackages(String module) {
        SlicesRuleDefinition.slices()
                .assignedFrom(new PackageSlices(CompiledModules.ROOT + "." + module))
                .should()
                .beFreeOfCycles()
                .check(shipped);
    }
}
