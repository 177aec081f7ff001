package dev.stanchion.cli.context;

import dev.stanchion.cli.api.JsonTree;
import dev.stanchion.cli.terminal.FailedException;
import dev.stanchion.cli.terminal.OneLineJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The file with the contexts: {@code $XDG_CONFIG_HOME/stanchion/contexts.json}, or the same below
 * {@code ~/.config}. Only its user may read it, because a URL can contain a password.
 */
final class ContextFile {
    private static final long MOST_BYTES = 1 << 20;

    private final Path file;

    ContextFile(Path file) {
        this.file = file;
    }

    /**
     * Returns the file of the user, which need not exist; empty for a user without a home
     * directory.
     */
    static Optional<ContextFile> of(Map<String, String> environment) {
        Path configHome = Path.of(environment.getOrDefault("XDG_CONFIG_HOME", ""));
        Path inHome = Path.of(environment.getOrDefault("HOME", "")).resolve(".config");
        return Stream.of(configHome, inHome)
                .filter(Path::isAbsolute)
                .findFirst()
                .map(directory -> new ContextFile(directory.resolve("stanchion/contexts.json")));
    }

    Path path() {
        return file;
    }

    Contexts read() {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw broken("it is larger than " + MOST_BYTES + " bytes");
            }
            return parsed(Files.readString(file));
        } catch (NoSuchFileException none) {
            return Contexts.NONE;
        } catch (IOException e) {
            throw new FailedException(
                    "the file with the contexts, " + file + ", cannot be read: " + e,
                    "Check its permissions.",
                    e);
        }
    }

    private Contexts parsed(String text) {
        OneLineJson.error(text)
                .ifPresent(error -> {
                    throw broken(error);
                });
        Map<String, Object> root = JsonTree.object(text);
        Contexts contexts =
                new Contexts(
                        JsonTree.text(root, "inUse"),
                        JsonTree.objects(root, "contexts").stream()
                                .map(each ->
                                        new Context(
                                                JsonTree.text(each, "name"),
                                                JsonTree.text(each, "url"),
                                                JsonTree.text(each, "cluster"),
                                                JsonTree.text(each, "monitoring")))
                                .toList());
        contexts.all().stream()
                .flatMap(each -> each.defect().stream())
                .findFirst()
                .ifPresent(defect -> {
                    throw broken(defect);
                });
        if (!contexts.inUse().isEmpty() && contexts.current().isEmpty()) {
            throw broken("it has no context '" + contexts.inUse() + "', which is in use");
        }
        return contexts;
    }

    private FailedException broken(String why) {
        return new FailedException(
                "the file with the contexts, " + file + ", cannot be used: " + why,
                "Correct the file, or delete it and add the contexts again.");
    }

    /** Writes the contexts. A reader sees the old file or the new one, and never a part. */
    void write(Contexts contexts) {
        try {
            Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
            Path draft =
                    Files.createTempFile(directory, "contexts", ".tmp", forUserOnly(directory));
            try {
                Files.writeString(draft, ContextJson.of(contexts));
                Files.move(
                        draft,
                        file,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new FailedException(
                    "the file with the contexts, " + file + ", cannot be written: " + e,
                    "Check the permissions of its directory, or set XDG_CONFIG_HOME.",
                    e);
        }
    }

    private static FileAttribute<?>[] forUserOnly(Path directory) {
        boolean isPosix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        return isPosix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
