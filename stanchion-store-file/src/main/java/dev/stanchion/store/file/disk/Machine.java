package dev.stanchion.store.file.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** Information about this machine; some systems give less. Stateless. */
public final class Machine {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private Machine() {}

    /** Returns an ID of this start of the machine; 0 if there is none. */
    public static long bootId() {
        return firstLine(BOOT_ID)
                .map(text -> UUID.fromString(text).getMostSignificantBits())
                .orElse(0L);
    }

    /** Returns this process as a person would name it: {@code process 4711 on orders-5f7c}. */
    static String thisProcess() {
        String host = firstLine(HOST_NAME).map(name -> " on " + name).orElse("");
        return "process " + ProcessHandle.current().pid() + host;
    }

    private static Optional<String> firstLine(Path file) {
        try {
            return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
        } catch (IOException e) {
            return Optional.empty(); // this system has no such file
        }
    }
}
