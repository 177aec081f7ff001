package dev.stanchion.server.log;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.LogRecord;

/**
 * A message to a syslog in the form of Go's {@code log/syslog}: RFC 3164 for this machine's syslog;
 * with the host's name and a time of RFC 3339 for another one. The text itself has neither PID,
 * time nor level.
 */
final class SyslogLine extends EventFormat {
    /** The facility for this machine's syslog. */
    static final int DAEMON = 3 << 3;

    /** The facility for other syslogs. The Go server sets none there, which means the kernel's. */
    static final int NONE = 0;

    private static final String TAG = "nats-streaming-server";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter RFC_3339 =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);

    private final int facility;
    private final String host;
    private final long pid;
    private final ZoneId zone;

    /**
     * @param host empty for this machine's own
     */
    SyslogLine(int facility, String host, long pid, ZoneId zone) {
        this.facility = facility;
        this.host = host;
        this.pid = pid;
        this.zone = zone;
    }

    @Override
    public String format(LogRecord event) {
        ZonedDateTime time = event.getInstant().atZone(zone);
        String head = host.isEmpty() ? STAMP.format(time) : RFC_3339.format(time) + " " + host;
        return "<%d>%s %s[%d]: %s%s\n"
                .formatted(
                        facility | severity(LineLevel.of(event.getLevel())),
                        head,
                        TAG,
                        pid,
                        Layer.of(logger(event)).prefix(),
                        textWithCause(event));
    }

    /** Returns the text with the first line of the stack trace, which only a bug has. */
    private String textWithCause(LogRecord event) {
        Throwable thrown = event.getThrown();
        return thrown == null ? text(event) : text(event) + ": " + summary(thrown);
    }

    private static int severity(LineLevel level) {
        return switch (level) {
            case TRACE, INFO -> 5;
            case DEBUG -> 7;
            case WARNING -> 4;
            case ERROR -> 3;
            case FATAL -> 2;
        };
    }
}
