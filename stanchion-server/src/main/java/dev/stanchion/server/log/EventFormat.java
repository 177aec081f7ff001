package dev.stanchion.server.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * The base of all forms of the log. It returns the parts of an event as {@link SafeText}, whatever
 * names they contain. A form takes the parts from here and never from the event.
 */
abstract class EventFormat extends Formatter {
    /** Returns the name of the logger; empty for the root. */
    static String logger(LogRecord event) {
        String name = event.getLoggerName();
        return name == null ? "" : name;
    }

    /** Returns the text in one line. */
    final String text(LogRecord event) {
        return SafeText.of(formatMessage(event));
    }

    /** Returns a throwable in one line. */
    static String summary(Throwable thrown) {
        return SafeText.of(thrown.toString());
    }

    /** Returns the stack trace. Each line has a line end, and messages cannot begin a line. */
    static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new SafeLines(trace));
        return trace.toString();
    }

    /** Makes each printed line safe. A throwable prints its message as a part of a line. */
    private static final class SafeLines extends PrintWriter {
        SafeLines(StringWriter target) {
            super(target);
        }

        @Override
        public void println(@Nullable Object line) {
            String text = String.valueOf(line);
            int begin = 0;
            while (begin < text.length() && text.charAt(begin) == '\t') {
                begin++; // the indentation of the trace
            }
            print(text.substring(0, begin));
            print(SafeText.of(text.substring(begin)));
            print('\n');
        }
    }
}
