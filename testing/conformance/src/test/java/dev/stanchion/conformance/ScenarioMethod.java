package dev.stanchion.conformance;

import dev.stanchion.conformance.server.FaultyServer;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.platform.commons.support.ReflectionSupport;

/** A test of this module that proves a numbered scenario, as its name says. */
record ScenarioMethod(ScenarioName name, Method method) {
    /** Returns all of them, by number and then by name. */
    static List<ScenarioMethod> all() {
        return ReflectionSupport.findAllClassesInPackage(
                        ScenarioMethod.class.getPackageName(),
                        type -> true,
                        name -> name.endsWith("IT"))
                .stream()
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .flatMap(method -> of(method).stream())
                .sorted(
                        Comparator.comparingInt(ScenarioMethod::number)
                                .thenComparing(ScenarioMethod::sentence))
                .toList();
    }

    private static Optional<ScenarioMethod> of(Method method) {
        return ScenarioName.of(method.getName()).map(name -> new ScenarioMethod(name, method));
    }

    int number() {
        return name.number();
    }

    String sentence() {
        return name.sentence();
    }

    String place() {
        return "`" + method.getDeclaringClass().getSimpleName() + "`";
    }

    /** Returns whether the test can run against the Go server. */
    boolean runsOnGo() {
        return !List.of(method.getParameterTypes()).contains(FaultyServer.class);
    }
}
