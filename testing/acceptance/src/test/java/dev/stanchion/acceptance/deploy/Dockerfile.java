package dev.stanchion.acceptance.deploy;

import dev.stanchion.kit.process.Command;
import dev.stanchion.kit.process.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code deploy/docker/Dockerfile}, of which the last stage is the image. Immutable. */
record Dockerfile(List<String> instructions) {
    private static final Pattern COPY =
            Pattern.compile("COPY (?:--from=(?<stage>\\S+) )?(?<from>\\S+) (?<to>\\S+)");

    /** The folder from which the image takes the result of the build stage. */
    private static final String DISTRIBUTION = "/src/target/dist/stanchion/";

    static Dockerfile read() throws IOException {
        String text = Files.readString(Project.root().resolve("deploy/docker/Dockerfile"));
        String last = text.substring(text.lastIndexOf("\nFROM "));
        return new Dockerfile(
                Stream.of(last.replace("\\\n", " ").split("\n", -1))
                        .map(line -> line.strip().replaceAll(" +", " "))
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .toList());
    }

    /** Returns the arguments of all instructions with this name. */
    List<String> values(String instruction) {
        return instructions.stream()
                .filter(line -> line.toUpperCase(Locale.ROOT).startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length() + 1))
                .toList();
    }

    String entrypoint() {
        return quoted(values("ENTRYPOINT").getFirst());
    }

    String healthCheck() {
        String line = values("HEALTHCHECK").getFirst();
        return quoted(line.substring(line.indexOf("CMD")));
    }

    private static String quoted(String text) {
        return text.substring(text.indexOf('"') + 1, text.lastIndexOf('"'));
    }

    /**
     * Copies the files that the image adds to its base.
     *
     * @param distribution replaces the one that the first stage builds
     */
    Path copyTo(Path image, Path distribution) throws IOException {
        Files.createDirectories(image);
        for (String line : instructions) {
            Matcher copy = COPY.matcher(line);
            if (copy.matches()) {
                boolean isBuilt = copy.group("stage") != null;
                if (isBuilt && !copy.group("from").equals(DISTRIBUTION)) {
                    throw new IllegalStateException("not built by bin/dist: " + line);
                }
                Path from = isBuilt ? distribution : Project.root().resolve(copy.group("from"));
                Path to = Files.createDirectories(image.resolve(copy.group("to").substring(1)));
                Command.run(image, "cp", "-a", from + "/.", to.toString());
            }
        }
        return image;
    }
}
