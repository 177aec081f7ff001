package dev.stanchion.spring.boot;

import dev.stanchion.client.StreamingException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Lets an application that cannot start say what the server or the client refused. */
final class StreamingFailureAnalyzer extends AbstractFailureAnalyzer<StreamingException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, StreamingException cause) {
        String where =
                switch (cause.kind()) {
                    case UNREACHABLE, NO_ANSWER ->
                            " Set stanchion.url, or set stanchion.recovery.at-start=true to start"
                                    + " without a server.";
                    case INVALID -> " The properties begin with 'stanchion.'.";
                    case REFUSED, UNCERTAIN, LOST, CLOSED, OVERLOADED, INTERRUPTED -> "";
                };
        return new FailureAnalysis(
                "The streaming client cannot start: " + cause.problem() + ".",
                cause.remedy() + where,
                cause);
    }
}
