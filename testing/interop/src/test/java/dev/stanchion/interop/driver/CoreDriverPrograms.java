package dev.stanchion.interop.driver;

import dev.stanchion.kit.process.Command;
import dev.stanchion.kit.process.Project;
import dev.stanchion.kit.process.Toolchain;
import java.io.File;
import java.nio.file.Path;
import java.util.List;

/** The drivers of core clients, installed as {@link DriverPrograms} are. */
public final class CoreDriverPrograms {
    private static final Path SOURCES =
            Project.root().resolve("testing/interop/src/test/drivers/core");

    private CoreDriverPrograms() {}

    /**
     * Returns the Node driver with a library.
     *
     * @param library a folder of {@code src/test/drivers/core/node}
     */
    public static DriverProgram node(String library) {
        Path sources = SOURCES.resolve("node");
        Path directory =
                DriverPrograms.install(
                        Toolchain.NODE,
                        "core-" + library,
                        List.of(
                                sources.resolve("driver.js"),
                                sources.resolve(library).resolve("package.json"),
                                sources.resolve(library).resolve("package-lock.json")),
                        DriverPrograms::npmInstall);
        return new DriverProgram(directory, List.of("node", "driver.js"));
    }

    /** Returns the Go driver. */
    public static DriverProgram go() {
        return DriverPrograms.go("core-go", SOURCES.resolve("go"), "message.go");
    }

    /** Returns the command line tool {@code nats}, as its authors build it. */
    public static Path natsTool() {
        Path sources = SOURCES.resolve("nats-tool");
        return DriverPrograms.install(
                        Toolchain.GO,
                        "nats-tool",
                        List.of(sources.resolve("go.mod"), sources.resolve("go.sum")),
                        directory ->
                                Command.run(
                                        directory,
                                        "go",
                                        "build",
                                        "-o",
                                        "nats",
                                        "github.com/nats-io/natscli/nats"))
                .resolve("nats");
    }

    /** Returns the Python driver, in a virtual environment of its own. */
    public static DriverProgram python() {
        Path sources = SOURCES.resolve("python");
        Path directory =
                DriverPrograms.install(
                        Toolchain.PYTHON,
                        "core-python",
                        List.of(sources.resolve("requirements.txt"), sources.resolve("driver.py")),
                        DriverPrograms::pipInstall);
        Path python = directory.resolve("environment/bin/python");
        return new DriverProgram(directory, List.of(python.toString(), "driver.py"));
    }

    /**
     * Returns the Java driver. It is compiled here and not with the tests, because their class path
     * has jnats as old as java-nats-streaming wants it; in front of that goes the newest, which
     * Maven has copied.
     */
    public static DriverProgram java() {
        Path bin = Path.of(System.getProperty("java.home"), "bin");
        String classPath =
                Project.work().resolve("jnats")
                        + "/*"
                        + File.pathSeparator
                        + System.getProperty("java.class.path");
        Path sources = SOURCES.resolve("java");
        List<String> files = List.of("CoreJavaDriver.java", "CoreConnection.java");
        Path directory =
                DriverPrograms.install(
                        "core-java",
                        files.stream().map(sources::resolve).toList(),
                        copy -> {
                            String javac = bin.resolve("javac").toString();
                            Command.run(
                                    copy,
                                    javac,
                                    "-cp",
                                    classPath,
                                    files.getFirst(),
                                    files.getLast());
                        });
        return new DriverProgram(
                directory,
                List.of(
                        bin.resolve("java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        // BouncyCastle signs with nkeys: a driver is killed, and would leave
                        // behind the native libraries that it unpacks otherwise
                        "-Dorg.bouncycastle.native.cpu_variant=java",
                        "-cp",
                        classPath + File.pathSeparator + directory,
                        "CoreJavaDriver"));
    }
}
