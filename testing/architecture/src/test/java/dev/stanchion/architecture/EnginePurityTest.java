package dev.stanchion.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules that let the engine run on a virtual clock. It starts no thread, opens no file or
 * socket, reads no clock, and has no randomness of its own. State with one owner needs no lock.
 */
class EnginePurityTest {
    private static final String ENGINE = "dev.stanchion.engine..";
    private static final String SHARD_OWNED = "dev.stanchion.engine.shard.ShardOwned";

    private static JavaClasses shipped;

    @BeforeAll
    static void importOnce() {
        shipped = CompiledModules.main();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.io.File",
                "java.io.File(In|Out)putStream",
                "java.io.RandomAccessFile",
                "java.nio.file..*",
                "java.nio.channels..*",
                "java.net..*",
                "io.netty.channel..*",
                "java.lang.Thread",
                "java.lang.Thread\\$.*",
                "java.util.Timer",
                "java.util.concurrent.locks..*",
                "java.util.concurrent..*Executor.*",
                "java.util.concurrent.CompletableFuture",
                "java.util.concurrent.ThreadLocalRandom",
                "java.security.SecureRandom",
                "java.util.(Splittable)?Random",
                "java.util.random..*",
            })
    void shouldKeepTheEngineFromTheWorld(String type) {
        noClasses()
                .that()
                .resideInAPackage(ENGINE)
                .should()
                .dependOnClassesThat()
                .haveNameMatching(type)
                .check(shipped);
    }

    @Test
    void shouldGiveTheEngineItsTime() {
        noClasses()
                .that()
                .resideInAPackage(ENGINE)
                .should()
                .accessTargetWhere(isStatic("java.lang.System", "nanoTime", "currentTimeMillis"))
                .orShould()
                .accessTargetWhere(isStatic("java.time.Instant", "now"))
                .orShould()
                .accessTargetWhere(isStatic("java.time.Clock", "systemUTC", "systemDefaultZone"))
                .orShould()
                .accessTargetWhere(isStatic("java.lang.Math", "random"))
                .orShould()
                .accessTargetWhere(isStatic("java.util.UUID", "randomUUID"))
                .check(shipped);
    }

    private static DescribedPredicate<JavaAccess<?>> isStatic(String owner, String... names) {
        Set<String> wanted = Set.of(names);
        return DescribedPredicate.describe(
                owner + "." + wanted,
                access ->
                        access.getTargetOwner().getFullName().equals(owner)
                                && wanted.contains(access.getTarget().getName()));
    }

    @Test
    void shouldNotLockInTheEngine() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(ENGINE)
                .should()
                .notHaveModifier(JavaModifier.SYNCHRONIZED)
                .check(shipped);
    }

    @Test
    void shouldHoldNothingSharedInWhatAShardOwns() {
        noFields()
                .that()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(SHARD_OWNED)
                .should()
                .haveModifier(JavaModifier.VOLATILE)
                .orShould()
                .haveRawType(isMadeForSharing())
                .check(shipped);
    }

    private static DescribedPredicate<JavaClass> isMadeForSharing() {
        return DescribedPredicate.describe(
                "made for sharing",
                type -> {
                    String name = type.getFullName();
                    return name.startsWith("java.util.concurrent.atomic.")
                            || name.startsWith("java.util.concurrent.locks.")
                            || name.matches("java\\.util\\.concurrent\\.(Concurrent|CopyOnWrite).*")
                            || name.matches("java\\.util\\.concurrent\\..*(Queue|Deque)");
                });
    }

    @Test
    void shouldHaveNoStaticStateThatChanges() {
        fields().that()
                .areDeclaredInClassesThat()
                .resideInAPackage(CompiledModules.ROOT + "..")
                .and()
                .areStatic()
                .should()
                .beFinal()
                .check(shipped);
    }
}
