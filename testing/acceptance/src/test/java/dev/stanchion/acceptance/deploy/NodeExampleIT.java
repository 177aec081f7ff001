package dev.stanchion.acceptance.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Command;
import dev.stanchion.kit.process.Project;
import dev.stanchion.kit.process.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The four services of a ticket shop with Node and Jest, copied to another place, on the tarball
 * that {@code bin/node-package} packs.
 *
 * <p>{@code -Dnode.package=target/node/stanchion-test-0.1.0.tgz} names it. Without that property
 * there is nothing to test.
 */
@EnabledIfSystemProperty(
        named = "node.package",
        matches = ".+",
        disabledReason = "see bin/node-package")
class NodeExampleIT {
    private static final Path EXAMPLE = Project.root().resolve("examples/ticketing-node");

    @TempDir private Path folder;

    private static Path tarball() {
        return Path.of(System.getProperty("node.package")).toAbsolutePath();
    }

    private void run(String... command) {
        Command.run(folder, Map.of("JAVA_HOME", System.getProperty("java.home")), command);
    }

    @Test
    void shouldRunTheTestsOfTheTicketShop() throws IOException {
        // given
        Toolchain.NODE.orSkip();
        for (Path file : files()) {
            Path copy = folder.resolve(EXAMPLE.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }

        // when
        run("npm", "install", "--prefer-offline", "--no-audit", "--no-fund");
        run("npm", "install", "--no-save", "--no-audit", "--no-fund", tarball().toString());

        // then
        run("npm", "test");
        run("npx", "stanchion-test", "publish", "--help");
        assertThat(folder.resolve("node_modules/stanchion-test/jars"))
                .isDirectoryNotContaining("glob:**mariadb*");
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLE)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(EXAMPLE.resolve("node_modules")))
                    .toList();
        }
    }
}
