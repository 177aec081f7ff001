package dev.stanchion.conformance.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Starts a server when the first test asks for its flags. JUnit closes what is in a store: a test's
 * view after the test, the processes after the last one.
 */
final class SharedServers implements ParameterResolver, ExecutionCondition {
    private static final Namespace NAMESPACE = Namespace.create(SharedServers.class);
    private static final Pattern NUMBER = Pattern.compile("s14_\\d{3}");

    /** Which process a test shares with others. */
    private record Wish(Behaviour behaviour, String flags) {
        static Wish of(ExtensionContext test) {
            boolean strict = AnnotationSupport.isAnnotated(test.getElement(), AsGo.class);
            return new Wish(strict ? Behaviour.AS_GO : Behaviour.ofRun(), flagsOf(test));
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
        var server = new ServerUnderTest(process, uniqueName(test));
        test.getStore(NAMESPACE).put(server, server);
        return server;
    }

    private static String flagsOf(ExtensionContext test) {
        return AnnotationSupport.findAnnotation(test.getRequiredTestMethod(), Flags.class)
                .or(() ->
                        AnnotationSupport.findAnnotation(test.getRequiredTestClass(), Flags.class))
                .map(Flags::value)
                .orElse(Flags.USUAL);
    }

    /** The scenario's number for whoever reads a server's log, and a hash to tell tests apart. */
    private static String uniqueName(ExtensionContext test) {
        Matcher number = NUMBER.matcher(test.getRequiredTestMethod().getName());
        String prefix = number.lookingAt() ? number.group() : "s14";
        return prefix + "-" + Integer.toHexString(test.getUniqueId().hashCode());
    }
}
