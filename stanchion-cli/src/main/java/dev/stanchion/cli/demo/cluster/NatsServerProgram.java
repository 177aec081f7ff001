package dev.stanchion.cli.demo.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A nats-server on this machine that is new enough for the JetStream store.
 *
 * @param version {@code 2.15.3}
 */
record NatsServerProgram(Path file, String version) {
    private static final String VARIABLE = "STANCHION_NATS_SERVER";
    private static final String NAME = "nats-server";
    private static final int LEAST_MINOR = 14;
    private static final int PATIENCE_SECONDS = 10;
    private static final Pattern VERSION =
            Pattern.compile("nats-server: v((\\d+)\\.(\\d+)\\.\\S+)");
    private static final String HOW_TO_GET =
            "Get one with 'go install github.com/nats-io/nats-server/v2@v2.15.3' or from"
                    + " https://github.com/nats-io/nats-server/releases, and put it on the PATH,"
                    + " or name it: --nats-server FILE, or "
                    + VARIABLE
                    + " in the environment.";

    /**
     * Finds the program and asks for its version.
     *
     * @param named the user's choice; null for the variable, and then for the PATH
     * @throws ClusterDemoException if there is none, or if it is too old
     */
    static NatsServerProgram find(@Nullable String named, Map<String, String> environment) {
        String variable = environment.get(VARIABLE);
        if (named != null) {
            return check(Path.of(named), "--nats-server");
        }
        if (variable != null && !variable.isEmpty()) {
            return check(Path.of(variable), VARIABLE);
        }
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, NAME))
                .filter(Files::isExecutable)
                .findFirst()
                .map(file -> check(file, "PATH"))
                .orElseThrow(() ->
                        new ClusterDemoException(
                                "there is no nats-server on the PATH", HOW_TO_GET, null));
    }

    private static NatsServerProgram check(Path file, String source) {
        String said = versionOf(file, source);
        Matcher version = VERSION.matcher(said);
        if (!version.matches()) {
            throw new ClusterDemoException(
                    "%s: %s is no nats-server: it says '%s' to --version"
                            .formatted(source, file, said),
                    HOW_TO_GET,
                    null);
        }
        String number = version.group(1);
        int major = Integer.parseInt(version.group(2));
        int minor = Integer.parseInt(version.group(3));
        if (major < 2 || (major == 2 && minor < LEAST_MINOR)) {
            throw new ClusterDemoException(
                    "%s: %s is nats-server %s (expected: 2.%d or newer)"
                            .formatted(source, file, number, LEAST_MINOR),
                    HOW_TO_GET,
                    null);
        }
        return new NatsServerProgram(file, number);
    }

    /** Returns the first line that it says to {@code --version}. */
    private static String versionOf(Path file, String source) {
        try {
            Process process =
                    new ProcessBuilder(file.toString(), "--version")
                            .redirectErrorStream(true)
                            .redirectInput(new File("/dev/null"))
                            .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "nothing within " + PATIENCE_SECONDS + " s";
            }
            byte[] said = process.getInputStream().readNBytes(1_000);
            return new String(said, UTF_8).lines().findFirst().orElse("").strip();
        } catch (IOException e) {
            throw new ClusterDemoException(
                    "%s: cannot run %s: %s".formatted(source, file, e.getMessage()), HOW_TO_GET, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterDemoException("the demo was interrupted", "Start it again.", e);
        }
    }
}
