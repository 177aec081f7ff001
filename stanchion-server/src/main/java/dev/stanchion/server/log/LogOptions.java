package dev.stanchion.server.log;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is logged, and where to. Immutable.
 *
 * @param file null means stderr
 * @param timestamps whether each line has the time
 * @param streaming how much the streaming layer says
 * @param core how much the NATS layer says
 */
public record LogOptions(@Nullable Path file, boolean timestamps, Detail streaming, Detail core) {
    public static final LogOptions DEFAULT =
            new LogOptions(null, true, Detail.NORMAL, Detail.NORMAL);

    /**
     * Two independent switches: tracing without debugging is possible.
     *
     * @param debug decisions and transitions
     * @param trace every request
     */
    public record Detail(boolean debug, boolean trace) {
        public static final Detail NORMAL = new Detail(false, false);
    }
}
