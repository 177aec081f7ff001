package dev.stanchion.spring.boot;

import dev.stanchion.spring.listener.InvalidListenerException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Lets an application that cannot start say which listener is wrong, without a stack trace. */
final class InvalidListenerAnalyzer extends AbstractFailureAnalyzer<InvalidListenerException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, InvalidListenerException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Correct the annotation or the method, or the properties that its placeholders name.",
                cause);
    }
}
