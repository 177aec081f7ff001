package dev.stanchion.interop.driver;

import java.nio.file.Path;
import java.util.List;

/**
 * An installed driver.
 *
 * @param directory where it runs
 * @param command how it is started
 */
public record DriverProgram(Path directory, List<String> command) {
    public DriverProgram {
        command = List.copyOf(command);
    }
}
