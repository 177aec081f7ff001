package dev.stanchion.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The launcher's options name the methods at which the compiler stops inlining. The JVM says
 * nothing about a name that fits no method, and a server would only become slower to start.
 */
class CompilerDoorsTest {
    private static final String DOOR = "-XX:CompileCommand=dontinline,";

    @Test
    void shouldNameOnlyMethodsThatThereAre() throws IOException {
        // given
        Path options = Path.of("../../bin/jvm.options");
        Set<String> methods =
                CompiledModules.main().stream()
                        .flatMap(type -> type.getMethods().stream())
                        .map(CompilerDoorsTest::nameOf)
                        .collect(Collectors.toSet());

        // when
        List<String> doors =
                Files.readAllLines(options).stream()
                        .filter(line -> line.startsWith(DOOR))
                        .map(line -> line.substring(DOOR.length()))
                        .toList();

        // then
        assertThat(doors).isNotEmpty().isSubsetOf(methods);
    }

    private static String nameOf(JavaMethod method) {
        return method.getOwner().getName() + "::" + method.getName();
    }
}
