package dev.stanchion.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Only a few classes of one package may refer to each other in a cycle, because a reader who wants
 * to understand one class of a cycle has to read all of them.
 */
class ReferenceCyclesTest {
    private static final int MOST_IN_A_CYCLE = 7;

    @Test
    void shouldHaveNoCycleOfManyClassesInAPackage() {
        // given
        Map<String, List<JavaClass>> packages =
                stream(CompiledModules.main())
                        .collect(Collectors.groupingBy(JavaClass::getPackageName));

        // then
        assertThat(packages).isNotEmpty();
        assertThat(
                        packages.values().stream()
                                .flatMap(classes -> cycles(references(classes)).stream())
                                .filter(cycle -> cycle.size() > MOST_IN_A_CYCLE)
                                .toList())
                .isEmpty();
    }

    private static Stream<JavaClass> stream(JavaClasses classes) {
        return classes.stream()
                .filter(type -> type.getPackageName().startsWith(CompiledModules.ROOT));
    }

    /** Returns which top-level classes each top-level class of the package refers to. */
    private static Map<String, Set<String>> references(List<JavaClass> classes) {
        Map<String, Set<String>> references = new TreeMap<>();
        for (JavaClass type : classes) {
            Set<String> targets =
                    references.computeIfAbsent(topLevel(type), first -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().equals(type.getPackageName()))
                    .map(ReferenceCyclesTest::topLevel)
                    .filter(target -> !target.equals(topLevel(type)))
                    .forEach(targets::add);
        }
        return references;
    }

    private static String topLevel(JavaClass type) {
        return type.getSimpleName().isEmpty() || type.getEnclosingClass().isPresent()
                ? type.getName().replaceFirst("\\$.*", "")
                : type.getName();
    }

    /** Returns the sets of classes of which each reaches each. */
    private static Set<Set<String>> cycles(Map<String, Set<String>> references) {
        Map<String, Set<String>> reached =
                references.keySet().stream()
                        .collect(Collectors.toMap(each -> each, each -> reach(each, references)));
        return references.keySet().stream()
                .map(each ->
                        reached.getOrDefault(each, Set.of()).stream()
                                .filter(other ->
                                        reached.getOrDefault(other, Set.of()).contains(each))
                                .collect(
                                        Collectors.<String, Set<String>>toCollection(TreeSet::new)))
                .filter(cycle -> !cycle.isEmpty())
                .collect(Collectors.toSet());
    }

    private static Set<String> reach(String from, Map<String, Set<String>> references) {
        Set<String> reached = new TreeSet<>();
        Deque<String> left = new ArrayDeque<>(references.getOrDefault(from, Set.of()));
        while (!left.isEmpty()) {
            String next = left.remove();
            if (reached.add(next)) {
                left.addAll(references.getOrDefault(next, Set.of()));
            }
        }
        return reached;
    }
}
