package dev.stanchion.cli.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.store.encryption.EncryptionKeys;
import dev.stanchion.store.file.disk.DiskTrouble;
import dev.stanchion.transfer.TransferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the keys of encrypted messages are: a file, or the environment. */
public final class KeyFlags {
    private static final String KEY_VARIABLE = "NATS_STREAMING_ENCRYPTION_KEY";
    private static final int MAX_KEY_FILE_BYTES = 64 * 1024;

    @Option(
            names = "--encryption-key-file",
            paramLabel = "FILE",
            description =
                    "File whose lines are encryption keys."
                            + " Default: the key in the environment variable "
                            + KEY_VARIABLE
                            + ".")
    private Optional<Path> keyFile = Optional.empty();

    /** Returns the keys; empty if there are none. */
    public Optional<EncryptionKeys> keys(Map<String, String> environment) {
        String key = environment.getOrDefault(KEY_VARIABLE, "");
        List<byte[]> all =
                keyFile.map(KeyFlags::keysIn)
                        .orElseGet(() -> key.isEmpty() ? List.of() : List.of(key.getBytes(UTF_8)));
        return all.isEmpty() ? Optional.empty() : Optional.of(EncryptionKeys.of(all));
    }

    private static List<byte[]> keysIn(Path file) {
        try {
            if (Files.size(file) > MAX_KEY_FILE_BYTES) {
                throw new TransferException(
                        "%s: it has more than %d bytes".formatted(file, MAX_KEY_FILE_BYTES),
                        "Name a file with one key on each line.");
            }
            List<byte[]> keys =
                    Files.readString(file)
                            .lines()
                            .filter(line -> !line.isEmpty())
                            .map(line -> line.getBytes(UTF_8))
                            .toList();
            if (keys.isEmpty()) {
                throw new TransferException(
                        file + ": it is empty", "Name a file with one key on each line.");
            }
            return keys;
        } catch (IOException e) {
            throw new TransferException(
                    "%s cannot be read: %s"
                            .formatted(
                                    file,
                                    e instanceof NoSuchFileException
                                            ? "there is no such file"
                                            : DiskTrouble.of(e)),
                    "Check the name.",
                    e);
        }
    }
}
