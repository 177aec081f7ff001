package dev.stanchion.server.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * What all forms of the log have in common: the parts of an event, which are safe whatever names
 * they contain ({@link SafeText}). A form takes them from here and never from the event.
 */
abstract class EventFormat extends Formatter {
    /** Returns the name of what logs; empty for the root. */
    static String logger(LogRecord event) {
        String name = event.getLoggerName();
        return name == null ? "" : name;
    }

    /** Returns the text in one line. */
    final String text(LogRecord event) {
        return SafeText.of(formatMessage(event));
    }

    /** Returns what was thrown in one line. */
    static String summary(Throwable thrown) {
        return SafeText.of(thrown.toString());
    }

    /** Returns the stack trace, each of whose lines is ended; its messages begin no lines. */
    static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new SafeLines(trace));
        return trace.toString();
    }

    /** A throwable prints itself line by line, the message as a part of one. */
    private static final class SafeLines extends PrintWriter {
        SafeLines(StringWriter target) {
            super(target);
        }

        @Override
        public void println(@Nullable Object line) {
            String text = String.valueOf(line);
            int begin = 0;
            while (begin < text.length() && text.charAt(begin) == '\t') {
                begin++; // how far the trace is indented
            }
            print(text.substring(0, begin));
            print(SafeText.of(text.substring(begin)));
            print('\n');
        }
    }
}
