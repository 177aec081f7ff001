package dev.stanchion.cli.dashboard;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The browser of the desktop, if there is one. */
interface Browser {
    /**
     * Opens a local page.
     *
     * @throws IOException if no program can be started for it
     */
    void open(Path page) throws IOException;

    /** Returns the browser of this desktop; empty without a desktop. */
    static Optional<Browser> ofDesktop(Map<String, String> environment, String system) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.contains("mac")) {
            return Optional.of(page -> start("open", page));
        }
        if (name.contains("windows")) {
            return Optional.of(page -> start("explorer", page));
        }
        boolean isDesktop =
                environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
        return isDesktop ? Optional.of(page -> start("xdg-open", page)) : Optional.empty();
    }

    private static void start(String program, Path page) throws IOException {
        new ProcessBuilder(List.of(program, page.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
