package dev.stanchion.conformance.server;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Starts a server when the first test needs its flags. JUnit closes the content of a store: a
 * test's view after the test, the processes after the last test.
 */
final class SharedServers implements ParameterResolver, ExecutionCondition {
    private static final Namespace NAMESPACE = Namespace.create(SharedServers.class);

    /** Which process a test shares with others. */
    private record Wish(Behaviour behaviour, String flags) {
        static Wish of(ExtensionContext test) {
            boolean strict = AnnotationSupport.isAnnotated(test.getElement(), AsGo.class);
            return new Wish(strict ? Behaviour.AS_GO : Behaviour.ofRun(), TestFlags.of(test));
        }

        ServerProcess starts() {
            return ServerProcess.start(behaviour, flags);
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext test) {
        boolean differs = AnnotationSupport.isAnnotated(test.getElement(), DiffersFromGo.class);
        return differs && Behaviour.ofRun() == Behaviour.AS_GO
                ? ConditionEvaluationResult.disabled("this run is about what the Go server does")
                : ConditionEvaluationResult.enabled("this run is about it");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == ServerUnderTest.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        ServerProcess process =
                test.getRoot()
                        .getStore(NAMESPACE)
                        .computeIfAbsent(Wish.of(test), Wish::starts, ServerProcess.class);
        var server = new ServerUnderTest(process, TestFlags.uniqueName(test));
        test.getStore(NAMESPACE).put(server, server);
        return server;
    }
}
