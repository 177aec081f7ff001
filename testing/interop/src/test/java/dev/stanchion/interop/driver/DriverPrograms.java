package dev.stanchion.interop.driver;

import static java.util.stream.Collectors.joining;

import dev.stanchion.kit.process.Command;
import dev.stanchion.kit.process.CommandFailedException;
import dev.stanchion.kit.process.Installation;
import dev.stanchion.kit.process.Project;
import dev.stanchion.kit.process.Toolchain;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The drivers in all languages, installed with exactly the libraries that their lock files name. A
 * test whose driver cannot be installed here ends as skipped, see {@link Toolchain}.
 */
public final class DriverPrograms {
    private static final Path SOURCES = Project.root().resolve("testing/interop/src/test/drivers");

    private static final List<String> ORIGINAL =
            List.of("java-nats-streaming-", "jnats-", "protobuf-java-");

    private DriverPrograms() {}

    /**
     * Returns the Node driver with a version of its library.
     *
     * @param version a folder of {@code src/test/drivers/node}
     */
    public static DriverProgram node(String version) {
        Path sources = SOURCES.resolve("node");
        Path directory =
                install(
                        Toolchain.NODE,
                        "node-" + version,
                        List.of(
                                sources.resolve("driver.js"),
                                sources.resolve(version).resolve("package.json"),
                                sources.resolve(version).resolve("package-lock.json")),
                        DriverPrograms::npmInstall);
        return new DriverProgram(directory, List.of("node", "driver.js"));
    }

    static void npmInstall(Path directory) {
        Command.run(directory, "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund");
    }

    /** Returns the Go driver. */
    public static DriverProgram go() {
        return go("go", SOURCES.resolve("go"), "subscription.go");
    }

    /** Builds a Go driver of its own files and those that all Go drivers share. */
    static DriverProgram go(String name, Path sources, String itsOwn) {
        Path shared = SOURCES.resolve("go/shared");
        Path directory =
                install(
                        Toolchain.GO,
                        name,
                        List.of(
                                sources.resolve("go.mod"),
                                sources.resolve("go.sum"),
                                sources.resolve("request.go"),
                                sources.resolve("driver.go"),
                                sources.resolve(itsOwn),
                                shared.resolve("lines.go"),
                                shared.resolve("turns.go")),
                        copy -> Command.run(copy, "go", "build", "-o", "driver", "."));
        return new DriverProgram(directory, List.of(directory.resolve("driver").toString()));
    }

    /** Returns the Python driver, in a virtual environment of its own. */
    public static DriverProgram python() {
        Path sources = SOURCES.resolve("python");
        Path directory =
                install(
                        Toolchain.PYTHON,
                        "python",
                        List.of(
                                sources.resolve("requirements.txt"),
                                sources.resolve("asyncio_with_loops.py"),
                                sources.resolve("driver.py")),
                        DriverPrograms::pipInstall);
        Path python = directory.resolve("environment/bin/python");
        return new DriverProgram(directory, List.of(python.toString(), "driver.py"));
    }

    static void pipInstall(Path directory) {
        Command.run(directory, "python3", "-m", "venv", "environment");
        Command.run(
                directory,
                "environment/bin/pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--no-deps",
                "--requirement",
                "requirements.txt");
    }

    /** Returns the Java driver, on this test's own class path. */
    public static DriverProgram java() {
        return java(System.getProperty("java.class.path"));
    }

    /**
     * Returns the Java driver, as it is compiled against {@code java-nats-streaming}, with {@code
     * stanchion-client-legacy} and the newest jnats in its place.
     */
    public static DriverProgram javaOnStanchion() {
        String withoutTheOriginal =
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .filter(entry ->
                                ORIGINAL.stream()
                                        .noneMatch(
                                                Path.of(entry).getFileName().toString()
                                                        ::startsWith))
                        .collect(joining(File.pathSeparator));
        String ours =
                Stream.of("stanchion-client-legacy", "stanchion-client", "stanchion-protocol")
                        .map(module -> Project.root().resolve(module).resolve("target/classes"))
                        .map(Path::toString)
                        .collect(joining(File.pathSeparator));
        return java(
                String.join(
                        File.pathSeparator,
                        ours,
                        Project.work().resolve("jnats").toString() + File.separator + "*",
                        withoutTheOriginal));
    }

    private static DriverProgram java(String classPath) {
        return new DriverProgram(
                Project.work(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        // The protobuf of the original's time uses Unsafe, and JDK 25 warns about
                        // that.
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        classPath,
                        JavaDriver.class.getName()));
    }

    static Path install(
            Toolchain toolchain, String name, List<Path> sources, Consumer<Path> install) {
        toolchain.orSkip();
        try {
            return install(name, sources, install);
        } catch (CommandFailedException e) {
            toolchain.unusable("the driver cannot be installed here: " + e.getMessage());
            throw e;
        }
    }

    /** Installs a driver that needs only the JDK. */
    static Path install(String name, List<Path> sources, Consumer<Path> install) {
        return Installation.of("driver-" + name, sources, install);
    }
}
