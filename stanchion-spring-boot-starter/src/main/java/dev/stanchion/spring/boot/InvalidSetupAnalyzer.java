package dev.stanchion.spring.boot;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Lets an application that cannot start say which property is wrong, without a stack trace. */
final class InvalidSetupAnalyzer extends AbstractFailureAnalyzer<InvalidSetupException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, InvalidSetupException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
    }
}
