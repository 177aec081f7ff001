package dev.stanchion.server.monitoring;

import dev.stanchion.server.http.Reply;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

/**
 * The answers to what is no request of HTTP or exceeds a bound. They are plain text, also for the
 * API, because nobody knows the path.
 */
final class UnreadableRequest {
    private static final int KIB = 1024;

    private UnreadableRequest() {}

    /** Returns the answer to a request that the decoder has refused. */
    static Reply answer(Throwable refusal) {
        return page(refusal).reply();
    }

    private static Page page(Throwable refusal) {
        if (refusal instanceof TooLongHttpLineException) {
            return Page.problem(
                    414,
                    "414 URI Too Long: the first line of a request has up to "
                            + MonitoringPort.MAX_LINE_BYTES / KIB
                            + " KiB");
        }
        if (refusal instanceof TooLongHttpHeaderException) {
            return Page.problem(
                    431,
                    "431 Request Header Fields Too Large: the headers of a request have up to "
                            + MonitoringPort.MAX_HEADER_BYTES / KIB
                            + " KiB");
        }
        return Page.problem(400, "400 Bad Request");
    }
}
