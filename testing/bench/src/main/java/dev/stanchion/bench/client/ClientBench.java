package dev.stanchion.bench.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.bench.client.ClientBenchOptions.UsageException;
import dev.stanchion.load.LoadException;
import dev.stanchion.load.server.Consumers;
import dev.stanchion.load.server.Durability;
import dev.stanchion.load.server.ServerChoice;
import dev.stanchion.load.server.ServerUnderTest;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Compares the libraries: rounds in turn, each in a process of its own with a new server. */
public final class ClientBench {
    private static final String CLUSTER = "client-bench";

    private final ClientBenchOptions options;
    private final Path jarsOfTheOriginal;
    private final Path directory;
    private final Figures figures = new Figures();

    private ClientBench(ClientBenchOptions options, Path jarsOfTheOriginal, Path directory) {
        this.options = options;
        this.jarsOfTheOriginal = jarsOfTheOriginal;
        this.directory = directory;
    }

    /**
     * Prints the table, or what is wrong with the arguments or a library.
     *
     * @param arguments a folder with the jars of java-nats-streaming and what it needs; then
     *     options
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try {
            System.out.print(
                    run(
                            Path.of(arguments[0]),
                            Arrays.asList(arguments).subList(1, arguments.length)));
        } catch (UsageException e) {
            System.err.println("bin/client-bench: " + e.getMessage());
            System.exit(2);
        } catch (IOException | LoadException e) {
            System.err.println("bin/client-bench: " + e.getMessage());
            System.exit(1);
        }
    }

    /** Returns the table. */
    static String run(Path jarsOfTheOriginal, List<String> arguments)
            throws IOException, InterruptedException {
        ClientBenchOptions options = ClientBenchOptions.parse(arguments);
        Path directory = Files.createTempDirectory("client-bench");
        try {
            ClientBench bench = new ClientBench(options, jarsOfTheOriginal, directory);
            for (int round = 0; round < options.rounds(); round++) {
                bench.runRound();
            }
            return bench.figures.table();
        } finally {
            delete(directory);
        }
    }

    private void runRound() throws IOException, InterruptedException {
        for (Library library : Library.values()) {
            if (library != Library.JETSTREAM) {
                try (StanchionServer server =
                        StanchionServer.start(
                                ServerOptions.builder()
                                        .host("127.0.0.1")
                                        .port(0)
                                        .clusterId(CLUSTER)
                                        .build())) {
                    runClient(library, server.clientUrl());
                }
            } else if (options.natsServer().isPresent()) {
                try (ServerUnderTest server =
                        ServerUnderTest.start(jetStream(options.natsServer().get()), false)) {
                    runClient(library, "nats://127.0.0.1:" + server.address().getPort());
                }
            }
        }
    }

    private static ServerChoice jetStream(String program) {
        return new ServerChoice.JetStream(
                "jetstream", program, Durability.MEMORY, Consumers.EXPLICIT);
    }

    private void runClient(Library library, String url) throws IOException, InterruptedException {
        Path errors = directory.resolve("errors");
        Process process =
                new ProcessBuilder(command(library, url)).redirectError(errors.toFile()).start();
        List<String> lines;
        try (Stream<String> output = process.inputReader(UTF_8).lines()) {
            lines = output.toList();
            if (process.waitFor() != 0) {
                throw new IOException(library.title() + " failed: " + Files.readString(errors));
            }
        } finally {
            process.destroyForcibly();
        }
        lines.forEach(line -> figures.add(library, line));
    }

    private List<String> command(Library library, String url) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The protobuf of java-nats-streaming uses Unsafe.
        command.addAll(List.of("-Xmx1g", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of("-cp", classPath(library), ClientProcess.class.getName()));
        command.addAll(List.of(library.name(), url, CLUSTER));
        command.add(Integer.toString(options.messages()));
        command.add(Integer.toString(options.bytes()));
        return command;
    }

    private String classPath(Library library) {
        if (library != Library.ORIGINAL) {
            return System.getProperty("java.class.path");
        }
        String ownClasses =
                ClientBench.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        return ownClasses + File.pathSeparator + jarsOfTheOriginal + File.separator + "*";
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
