package dev.stanchion.conformance.server;

import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts a server for one test alone, since the test will do something to it. */
final class OwnServers implements ParameterResolver, ExecutionCondition {
    private static final Namespace NAMESPACE = Namespace.create(OwnServers.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext test) {
        boolean wantsFaults =
                test.getTestMethod()
                        .map(method -> List.of(method.getParameterTypes()))
                        .orElse(List.of())
                        .contains(FaultyServer.class);
        return wantsFaults && Kind.ofExecutable() == Kind.GO
                ? ConditionEvaluationResult.disabled("no store of the Go server fails on request")
                : ConditionEvaluationResult.enabled("there is such a server");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        return type == PersistentServer.class || type == FaultyServer.class;
    }

    @Override
    public ServerUnderTest resolveParameter(ParameterContext parameter, ExtensionContext test) {
        String flags = TestFlags.of(test);
        String name = TestFlags.uniqueName(test);
        ServerUnderTest server =
                parameter.getParameter().getType() == FaultyServer.class
                        ? FaultyServer.start(flags, name)
                        : PersistentServer.start(flags, name);
        test.getStore(NAMESPACE).put(server, server);
        return server;
    }
}
