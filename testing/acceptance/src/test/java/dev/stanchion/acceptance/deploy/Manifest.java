package dev.stanchion.acceptance.deploy;

import dev.stanchion.kit.process.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A manifest of {@code deploy/kubernetes}. Immutable. */
record Manifest(Path file, List<Object> objects) {
    private static final Path FOLDER = Project.root().resolve("deploy/kubernetes");

    static Manifest named(String name) {
        Path file = FOLDER.resolve(name);
        try {
            var load = new Load(LoadSettings.builder().build());
            var objects = load.loadAllFromString(Files.readString(file));
            return new Manifest(file, StreamSupport.stream(objects.spliterator(), false).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the only object of a kind. */
    Object object(String kind) {
        List<Object> found = objects(kind);
        if (found.size() != 1) {
            throw new IllegalArgumentException(found.size() + " of kind " + kind + " in " + file);
        }
        return found.getFirst();
    }

    List<Object> objects(String kind) {
        return objects.stream().filter(each -> text(each, "kind").equals(kind)).toList();
    }

    /** Returns the container of the only Deployment or StatefulSet. */
    Object container() {
        List<Object> owners = new ArrayList<>(objects("Deployment"));
        owners.addAll(objects("StatefulSet"));
        return list(owners.getFirst(), "spec.template.spec.containers").getFirst();
    }

    List<String> args() {
        return list(container(), "args").stream().map(String::valueOf).toList();
    }

    /** Returns the value at a path of keys: {@code spec.template.spec}. */
    static Object at(Object object, String path) {
        Object found = object;
        for (String key : path.split("\\.", -1)) {
            found = found instanceof Map<?, ?> map ? map.get(key) : null;
            if (found == null) {
                throw new IllegalArgumentException("no " + path + " in " + object);
            }
        }
        return found;
    }

    static String text(Object object, String path) {
        return String.valueOf(at(object, path));
    }

    static List<?> list(Object object, String path) {
        return (List<?>) at(object, path);
    }

    /** Returns the files of a ConfigMap ({@code data}) or a Secret ({@code stringData}). */
    static Map<?, ?> files(Object object, String path) {
        return (Map<?, ?>) at(object, path);
    }
}
