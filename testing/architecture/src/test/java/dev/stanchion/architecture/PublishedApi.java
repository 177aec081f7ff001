package dev.stanchion.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.ExceptionsAttribute;
import java.lang.classfile.attribute.InnerClassInfo;
import java.lang.classfile.attribute.PermittedSubclassesAttribute;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What programs rely on of the compiled classes of a module, a line for each fact. Most facts must
 * stay true. Two kinds must not become more for a type that was there: {@value #ABSTRACT} names
 * what implementations outside must have, and {@value #PERMITS} what an exhaustive {@code switch}
 * must handle.
 *
 * <p>Types are erased, so this guards what is linked: a change of type arguments alone is not seen.
 */
final class PublishedApi {
    private static final String ABSTRACT = "abstract ";
    private static final String PERMITS = "permits ";

    private final SortedSet<String> facts = new TreeSet<>();

    private PublishedApi() {}

    /** Reads the public types in a directory with class files, and in those below it. */
    static SortedSet<String> of(Path classes) {
        return of(classes, Integer.MAX_VALUE);
    }

    /** Reads the public types of one package. */
    static SortedSet<String> ofPackage(Path classes) {
        return of(classes, 1);
    }

    private static SortedSet<String> of(Path classes, int depth) {
        PublishedApi api = new PublishedApi();
        try (Stream<Path> files = Files.walk(classes, depth)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
                api.add(ClassFile.of().parse(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return api.facts;
    }

    /** Returns what a program that relies on the promised facts would notice. */
    static List<String> breaks(Collection<String> promised, Set<String> now) {
        Set<String> known =
                promised.stream()
                        .filter(fact -> fact.startsWith("type "))
                        .collect(Collectors.toSet());
        return Stream.concat(
                        promised.stream()
                                .filter(fact -> !isBound(fact) && !now.contains(fact))
                                .map(fact -> "gone: " + fact),
                        now.stream()
                                .filter(PublishedApi::isBound)
                                .filter(fact -> !promised.contains(fact))
                                .filter(fact -> known.contains("type " + fact.split(" ", -1)[1]))
                                .map(fact -> "new: " + fact))
                .toList();
    }

    private static boolean isBound(String fact) {
        return fact.startsWith(ABSTRACT) || fact.startsWith(PERMITS);
    }

    private void add(ClassModel type) {
        if (!isVisible(type)) {
            return;
        }
        String name = name(type);
        facts.add("type " + name);
        facts.add("kind " + name + " " + kind(type));
        type.superclass().ifPresent(parent -> addParent(type, name(parent.asSymbol())));
        type.interfaces().forEach(parent -> addParent(type, name(parent.asSymbol())));
        type.findAttribute(Attributes.permittedSubclasses())
                .map(PermittedSubclassesAttribute::permittedSubclasses)
                .ifPresent(all ->
                        all.forEach(
                                each -> facts.add(PERMITS + name + " " + name(each.asSymbol()))));
        boolean isOpen = isOpen(type);
        if (isOpen) {
            facts.add("open " + name);
        }
        type.fields().stream()
                .filter(each -> isVisible(each.flags().flags(), isOpen))
                .forEach(field -> add(name, field));
        type.methods().stream()
                .filter(each -> isVisible(each.flags().flags(), isOpen))
                .filter(each -> !each.flags().has(AccessFlag.SYNTHETIC))
                .forEach(method -> add(type, method, isOpen));
    }

    private void addParent(ClassModel type, String parent) {
        if (!parent.equals("java.lang.Object")) {
            facts.add("is %s %s".formatted(name(type), parent));
        }
    }

    private void add(String type, FieldModel field) {
        facts.add(
                "field %s.%s %s%s"
                        .formatted(
                                type,
                                field.fieldName().stringValue(),
                                name(field.fieldTypeSymbol()),
                                field.flags().has(AccessFlag.STATIC) ? " static" : ""));
    }

    private void add(ClassModel type, MethodModel method, boolean isOpen) {
        String signature = signature(method);
        String name = name(type);
        facts.add("method %s.%s".formatted(name, signature));
        boolean isNeeded =
                type.flags().has(AccessFlag.ANNOTATION)
                        ? method.findAttribute(Attributes.annotationDefault()).isEmpty()
                        : isOpen && method.flags().has(AccessFlag.ABSTRACT);
        if (isNeeded) {
            facts.add(ABSTRACT + name + " " + signature);
        }
    }

    private static String signature(MethodModel method) {
        String parameters =
                method.methodTypeSymbol().parameterList().stream()
                        .map(PublishedApi::name)
                        .collect(Collectors.joining(", "));
        String thrown =
                method.findAttribute(Attributes.exceptions())
                        .map(ExceptionsAttribute::exceptions)
                        .map(all ->
                                all.stream()
                                        .map(each -> name(each.asSymbol()))
                                        .sorted()
                                        .collect(Collectors.joining(", ", " throws ", "")))
                        .orElse("");
        return "%s(%s) %s%s%s"
                .formatted(
                        method.methodName().stringValue(),
                        parameters,
                        name(method.methodTypeSymbol().returnType()),
                        method.flags().has(AccessFlag.STATIC) ? " static" : "",
                        thrown);
    }

    /** A nested class has its access where its owner lists it. Its owners are public, too. */
    private static boolean isVisible(ClassModel type) {
        if (type.isModuleInfo() || !type.flags().has(AccessFlag.PUBLIC)) {
            return false;
        }
        return type.findAttribute(Attributes.innerClasses()).stream()
                .flatMap(all -> all.classes().stream())
                .filter(each -> isOrEncloses(each, type))
                .allMatch(each -> each.has(AccessFlag.PUBLIC));
    }

    private static boolean isOrEncloses(InnerClassInfo each, ClassModel type) {
        String own = type.thisClass().asInternalName();
        String other = each.innerClass().asInternalName();
        return own.equals(other) || own.startsWith(other + "$");
    }

    private static boolean isVisible(Set<AccessFlag> flags, boolean isOpen) {
        return flags.contains(AccessFlag.PUBLIC)
                || (isOpen && flags.contains(AccessFlag.PROTECTED));
    }

    /** Returns whether programs can implement or extend it. */
    private static boolean isOpen(ClassModel type) {
        boolean isClosed =
                type.flags().has(AccessFlag.FINAL)
                        || type.findAttribute(Attributes.permittedSubclasses()).isPresent();
        return !isClosed
                && (type.flags().has(AccessFlag.INTERFACE)
                        || type.methods().stream().anyMatch(PublishedApi::isInheritable));
    }

    private static boolean isInheritable(MethodModel method) {
        return method.methodName().equalsString("<init>")
                && (method.flags().has(AccessFlag.PUBLIC)
                        || method.flags().has(AccessFlag.PROTECTED));
    }

    private static String kind(ClassModel type) {
        if (type.flags().has(AccessFlag.ANNOTATION)) {
            return "annotation";
        }
        return type.flags().has(AccessFlag.INTERFACE) ? "interface" : "class";
    }

    private static String name(ClassModel type) {
        return name(type.thisClass().asSymbol());
    }

    private static String name(ClassDesc type) {
        String text = type.descriptorString();
        int dimensions = text.lastIndexOf('[') + 1;
        ClassDesc element = ClassDesc.ofDescriptor(text.substring(dimensions));
        String plain =
                element.isPrimitive()
                        ? element.displayName()
                        : text.substring(dimensions + 1, text.length() - 1).replace('/', '.');
        return plain + "[]".repeat(dimensions);
    }
}
