package dev.stanchion.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.stanchion.kit.source.SourceTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The classes that the build has compiled so far, found beside this module's own directory. */
final class CompiledModules {
    static final String ROOT = "dev.stanchion";

    private CompiledModules() {}

    /** Returns the classes that ship. */
    static JavaClasses main() {
        return Main.CLASSES;
    }

    /** Returns the classes that only test. */
    static JavaClasses tests() {
        return compiled("target/test-classes");
    }

    /** Reading them takes seconds, so it happens once. */
    private static final class Main {
        static final JavaClasses CLASSES = compiled("target/classes");
    }

    private static JavaClasses compiled(String directory) {
        List<Path> directories =
                new SourceTree(Path.of("../..").toAbsolutePath().normalize())
                        .modules().stream()
                                .map(module -> module.resolve(directory))
                                .filter(Files::isDirectory)
                                .toList();
        return new ClassFileImporter()
                .withImportOption(location -> !location.contains("/jmh_generated/"))
                .importPaths(directories);
    }
}
