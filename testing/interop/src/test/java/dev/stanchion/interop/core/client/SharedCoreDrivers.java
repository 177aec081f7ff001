package dev.stanchion.interop.core.client;

import dev.stanchion.interop.driver.Driver;
import dev.stanchion.interop.driver.SharedDriver;
import dev.stanchion.interop.page.DiffersFromGo;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Starts a driver when the first test needs it, and the servers. JUnit closes the content of a
 * store: a test's view after the test, the processes after the last test.
 */
final class SharedCoreDrivers
        implements ExecutionCondition,
                BeforeEachCallback,
                ParameterResolver,
                AfterTestExecutionCallback {
    private static final Namespace NAMESPACE = Namespace.create(SharedCoreDrivers.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return context.getTestMethod()
                .flatMap(method ->
                        library(context)
                                .gap(method)
                                .map(gap -> library(context) + ": " + gap)
                                .or(() -> differenceUnderTest(context)))
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled(null));
    }

    private static Optional<String> differenceUnderTest(ExtensionContext context) {
        return CoreServer.isStanchion()
                ? Optional.empty()
                : AnnotationSupport.findAnnotation(context.getElement(), DiffersFromGo.class)
                        .map(difference -> "not with nats-server: " + difference.value());
    }

    /** Makes the test's view here, because from here a test can be skipped. */
    @Override
    public void beforeEach(ExtensionContext test) {
        ExtensionContext.Store processes = test.getRoot().getStore(NAMESPACE);
        CoreLibrary library = library(test);
        Driver driver =
                processes
                        .computeIfAbsent(
                                library,
                                ignored -> new SharedDriver(library.toString(), library::install),
                                SharedDriver.class)
                        .driver();
        test.getStore(NAMESPACE)
                .put(
                        CoreLibraryUnderTest.class,
                        new CoreLibraryUnderTest(library, driver, servers(test), uniqueName(test)));
    }

    /** Returns the servers that all tests share. */
    static CoreServers servers(ExtensionContext test) {
        return test.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(
                        CoreServers.class, ignored -> new CoreServers(), CoreServers.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == CoreLibraryUnderTest.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return view(test);
    }

    private static CoreLibraryUnderTest view(ExtensionContext test) {
        return Objects.requireNonNull(
                test.getStore(NAMESPACE)
                        .get(CoreLibraryUnderTest.class, CoreLibraryUnderTest.class));
    }

    private static CoreLibrary library(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(
                        context.getRequiredTestClass(), WithCoreLibrary.class)
                .map(WithCoreLibrary::value)
                .orElseThrow();
    }

    /** Returns a name that no other test has. */
    static String uniqueName(ExtensionContext test) {
        return "t" + Integer.toHexString(test.getUniqueId().hashCode());
    }

    /** Prints the log of the driver if a test failed. */
    @Override
    public void afterTestExecution(ExtensionContext test) {
        if (test.getExecutionException().isPresent()) {
            System.out.printf(
                    "%s, %s:%n%s%n", library(test), test.getDisplayName(), view(test).transcript());
        }
    }
}
