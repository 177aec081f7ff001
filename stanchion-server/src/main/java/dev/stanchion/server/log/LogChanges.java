package dev.stanchion.server.log;

import java.util.ArrayList;
import java.util.List;

/**
 * The differences between the options of two logs, as lines for the log. It does not compare the
 * details of the streaming part, which stay as they were at the start ({@code spec/operations.md}
 * 6.3).
 */
public final class LogChanges {
    private final List<String> lines = new ArrayList<>();

    private LogChanges() {}

    /** Returns one line for each different option: {@code debug = true}. */
    public static List<String> between(LogOptions old, LogOptions wanted) {
        LogChanges changes = new LogChanges();
        changes.compare("debug", old.core().debug(), wanted.core().debug());
        changes.compare("trace", old.core().trace(), wanted.core().trace());
        changes.compare("logtime", old.timestamps(), wanted.timestamps());
        changes.compare("log_format", old.shape(), wanted.shape());
        changes.compare("log_levels", old.levels(), wanted.levels());
        changes.compare("log_file", file(old.destination()), file(wanted.destination()));
        changes.compare(
                "logfile_size_limit", limit(old.destination()), limit(wanted.destination()));
        changes.compare(
                "syslog",
                old.destination() instanceof Destination.LocalSyslog,
                wanted.destination() instanceof Destination.LocalSyslog);
        changes.compare("remote_syslog", remote(old.destination()), remote(wanted.destination()));
        return List.copyOf(changes.lines);
    }

    private void compare(String option, Object old, Object wanted) {
        if (!old.equals(wanted)) {
            lines.add(option + " = " + wanted);
        }
    }

    private static String file(Destination destination) {
        return destination instanceof Destination.File file ? file.path().toString() : "";
    }

    private static long limit(Destination destination) {
        return destination instanceof Destination.File file ? file.sizeLimitBytes() : 0;
    }

    private static String remote(Destination destination) {
        return destination instanceof Destination.RemoteSyslog remote ? remote.url() : "";
    }
}
