package dev.stanchion.interop.client;

import dev.stanchion.interop.driver.Driver;
import dev.stanchion.interop.driver.SharedDriver;
import dev.stanchion.interop.page.DiffersFromGo;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import java.util.Objects;
import java.util.stream.Stream;
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
 * Starts a driver when the first test needs it, and one server for all tests. JUnit closes the
 * content of a store: a test's view after the test, the processes after the last test.
 */
final class SharedDrivers
        implements ExecutionCondition,
                BeforeEachCallback,
                ParameterResolver,
                AfterTestExecutionCallback {
    private static final Namespace NAMESPACE = Namespace.create(SharedDrivers.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return context.getTestMethod()
                .flatMap(library(context)::gap)
                .map(gap -> ConditionEvaluationResult.disabled(library(context) + ": " + gap))
                .orElseGet(() -> ConditionEvaluationResult.enabled(null));
    }

    /** Makes the test's view here, because from here a test can be skipped. */
    @Override
    public void beforeEach(ExtensionContext test) {
        ExtensionContext.Store processes = test.getRoot().getStore(NAMESPACE);
        ClientLibrary library = library(test);
        Driver driver =
                processes
                        .computeIfAbsent(
                                library,
                                ignored -> new SharedDriver(library.toString(), library::install),
                                SharedDriver.class)
                        .driver();
        Server server =
                processes
                        .computeIfAbsent(
                                SharedServer.class,
                                ignored -> new SharedServer(),
                                SharedServer.class)
                        .server();
        AnnotationSupport.findAnnotation(test.getElement(), DiffersFromGo.class)
                .ifPresent(difference -> server.assumeStanchion(difference.value()));
        test.getStore(NAMESPACE)
                .put(
                        LibraryUnderTest.class,
                        new LibraryUnderTest(
                                library,
                                driver,
                                server,
                                () ->
                                        processes.computeIfAbsent(
                                                PolicyServer.class,
                                                ignored -> new PolicyServer(),
                                                PolicyServer.class),
                                uniqueName(test)));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == LibraryUnderTest.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return view(test);
    }

    private static LibraryUnderTest view(ExtensionContext test) {
        return Objects.requireNonNull(
                test.getStore(NAMESPACE).get(LibraryUnderTest.class, LibraryUnderTest.class));
    }

    private static ClientLibrary library(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getRequiredTestClass(), WithLibrary.class)
                .map(WithLibrary::value)
                .orElseThrow();
    }

    private static String uniqueName(ExtensionContext test) {
        return "t" + Integer.toHexString(test.getUniqueId().hashCode());
    }

    /** Prints the log of the driver and of the server if a test failed. */
    @Override
    public void afterTestExecution(ExtensionContext test) {
        if (test.getExecutionException().isPresent()) {
            LibraryUnderTest view = view(test);
            Stream<String> server =
                    view.server().program().errors().stream()
                            .filter(line -> line.contains(uniqueName(test)));
            System.out.printf(
                    "%s, %s:%n%s%nserver:%n%s%n",
                    view.library(),
                    test.getDisplayName(),
                    view.transcript(),
                    String.join("\n", server.toList()));
        }
    }

    /** A server with as many channels as anyone likes. */
    private record SharedServer(Programs programs, Server server) implements AutoCloseable {
        SharedServer() {
            this(new Programs());
        }

        private SharedServer(Programs programs) {
            this(programs, Server.start(programs, "-mc", "0"));
        }

        @Override
        public void close() {
            programs.close();
        }
    }
}
