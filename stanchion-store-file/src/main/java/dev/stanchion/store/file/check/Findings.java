package dev.stanchion.store.file.check;

import dev.stanchion.store.file.check.Finding.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The findings of a check so far. For one thread. */
final class Findings {
    private final List<Finding> all = new ArrayList<>();

    void note(Severity severity, Path file, long offset, String meaning, String remedy) {
        all.add(new Finding(severity, file, offset, meaning, remedy));
    }

    void damage(Path file, long offset, String meaning, String remedy) {
        note(Severity.DAMAGE, file, offset, meaning, remedy);
    }

    void harmless(Path file, long offset, String meaning, String remedy) {
        note(Severity.HARMLESS, file, offset, meaning, remedy);
    }

    List<Finding> all() {
        return all;
    }
}
