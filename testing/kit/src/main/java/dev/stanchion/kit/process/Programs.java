package dev.stanchion.kit.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * Starts the processes of a test class. It shows their output when a test fails, and kills them:
 * processes of a test after the test, processes of {@code @BeforeAll} after the class. If the test
 * JVM itself is stopped, they end with it.
 */
public final class Programs
        implements BeforeEachCallback, AfterEachCallback, AfterAllCallback, AutoCloseable {
    private static final List<String> INHERITED = List.of("PATH", "HOME", "JAVA_HOME", "TMPDIR");

    private final List<Program> ofTheClass = new CopyOnWriteArrayList<>();
    private final List<Program> ofTheTest = new CopyOnWriteArrayList<>();
    private final Thread lastResort = new Thread(this::killAll);
    private boolean inTest;

    public Programs() {
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /**
     * Starts {@code command} in {@code directory}, with {@code environment} and little else of this
     * JVM's own environment.
     */
    public Program start(
            String name, Path directory, Map<String, String> environment, List<String> command) {
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(environment);
        var program = new Program(name, builder);
        (inTest ? ofTheTest : ofTheClass).add(program);
        return program;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        inTest = true;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        inTest = false;
        context.getExecutionException().ifPresent(end -> report(context, end));
        killAndForget(ofTheTest);
    }

    /** A failed test shows its programs, a skipped one its reason, which Maven would not show. */
    private void report(ExtensionContext context, Throwable end) {
        String test =
                context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName();
        if (end instanceof TestAbortedException) {
            System.out.println("Skipped: " + test + ": " + end.getMessage());
        } else {
            System.out.println("Programs of " + test + ":");
            ofTheClass.forEach(System.out::println);
            ofTheTest.forEach(System.out::println);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    /** Kills all, for an owner that is not JUnit. */
    @Override
    public void close() {
        killAll();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }

    private void killAll() {
        killAndForget(ofTheTest);
        killAndForget(ofTheClass);
    }

    private static void killAndForget(List<Program> programs) {
        programs.parallelStream().forEach(Program::kill);
        programs.clear();
    }
}
