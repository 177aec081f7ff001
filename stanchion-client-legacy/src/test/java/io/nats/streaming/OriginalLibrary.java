package io.nats.streaming;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code java-nats-streaming} as it was published, with the libraries of its time, in a class
 * loader of its own.
 */
final class OriginalLibrary {
    private static final Path JARS = Path.of("target/original");
    private static final ClassLoader LOADER =
            new URLClassLoader(jars(), ClassLoader.getPlatformClassLoader());

    private OriginalLibrary() {}

    private static URL[] jars() {
        try (Stream<Path> files = Files.list(JARS)) {
            return files.map(OriginalLibrary::url).toArray(URL[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a class as it was. */
    static Class<?> of(String name) throws ClassNotFoundException {
        return LOADER.loadClass(name);
    }

    /** Returns the names of all its classes that programs can use. */
    static SortedSet<String> classes() throws IOException {
        Path jar;
        try (Stream<Path> files = Files.list(JARS)) {
            jar =
                    files.filter(file -> file.getFileName().toString().startsWith("java-nats-str"))
                            .findFirst()
                            .orElseThrow();
        }
        try (JarFile content = new JarFile(jar.toFile())) {
            return content.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.replace('/', '.').replaceFirst("\\.class$", ""))
                    .filter(OriginalLibrary::isAccessible)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static boolean isAccessible(String name) {
        try {
            return isAccessible(of(name).getModifiers());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isAccessible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    /** Describes all that a program can use of a class, one line for each. */
    static SortedSet<String> signatures(Class<?> type) {
        SortedSet<String> found = new TreeSet<>();
        found.add(
                "%s extends %s implements %s"
                        .formatted(
                                Modifier.toString(type.getModifiers()),
                                type.getSuperclass(),
                                names(type.getGenericInterfaces())));
        for (Field field : type.getDeclaredFields()) {
            if (isAccessible(field.getModifiers())) {
                found.add(field.toGenericString() + constant(field));
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            add(constructor, constructor.toGenericString(), found);
        }
        for (Method method : type.getDeclaredMethods()) {
            add(method, method.toGenericString(), found);
        }
        return found;
    }

    private static void add(Executable executable, String text, SortedSet<String> found) {
        if (isAccessible(executable.getModifiers()) && !executable.isSynthetic()) {
            found.add(text.replaceFirst(" throws .*", "") + thrown(executable));
        }
    }

    /** The order in which exceptions are declared means nothing. */
    private static String thrown(Executable executable) {
        return " throws " + names(executable.getGenericExceptionTypes());
    }

    private static String names(Type[] types) {
        return Arrays.stream(types)
                .map(Type::getTypeName)
                .sorted(Comparator.naturalOrder())
                .toList()
                .toString();
    }

    /** The compiler copies these values into programs. */
    private static String constant(Field field) {
        if (!field.getType().isPrimitive()) {
            return "";
        }
        try {
            return " = " + field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
