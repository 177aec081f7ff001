package dev.stanchion.interop.core.client;

import dev.stanchion.interop.driver.CoreDriverPrograms;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/**
 * Gives tests a {@link NatsTool} as a parameter. The tool is built before the first of them; where
 * that is impossible, all end as skipped.
 */
public final class SharedNatsTool
        implements BeforeAllCallback,
                BeforeEachCallback,
                ParameterResolver,
                AfterTestExecutionCallback {
    private static final Namespace NAMESPACE = Namespace.create(SharedNatsTool.class);

    @Override
    public void beforeAll(ExtensionContext tests) {
        try {
            tests.getStore(NAMESPACE).put(Path.class, CoreDriverPrograms.natsTool());
        } catch (TestAbortedException e) { // Maven would not show the reason
            System.out.println("Skipped: nats: " + e.getMessage());
            throw e;
        }
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        ExtensionContext.Store store = test.getStore(NAMESPACE);
        Path executable = Objects.requireNonNull(store.get(Path.class, Path.class));
        store.put(
                NatsTool.class,
                new NatsTool(
                        executable,
                        SharedCoreDrivers.servers(test),
                        SharedCoreDrivers.uniqueName(test)));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == NatsTool.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return tool(test);
    }

    private static NatsTool tool(ExtensionContext test) {
        return Objects.requireNonNull(test.getStore(NAMESPACE).get(NatsTool.class, NatsTool.class));
    }

    /** Prints the output of the commands if a test failed. */
    @Override
    public void afterTestExecution(ExtensionContext test) {
        if (test.getExecutionException().isPresent()) {
            System.out.printf("nats, %s:%n%s%n", test.getDisplayName(), tool(test).transcript());
        }
    }
}
