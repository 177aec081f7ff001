package dev.stanchion.cli.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All contexts of a user, and the one in use. Immutable.
 *
 * @param inUse the name of a context; empty if none is in use
 */
record Contexts(String inUse, List<Context> all) {
    /** The bound of the file, and of what {@code context list} prints. */
    static final int MOST = 1000;

    static final Contexts NONE = new Contexts("", List.of());

    Contexts {
        all = List.copyOf(all);
    }

    Optional<Context> find(String name) {
        return all.stream().filter(context -> context.name().equals(name)).findFirst();
    }

    Optional<Context> current() {
        return find(inUse);
    }

    /** Adds a context, or puts it in the place of the one with its name. */
    Contexts with(Context added) {
        List<Context> changed = new ArrayList<>(without(added.name()).all());
        changed.add(added);
        return new Contexts(inUse, changed);
    }

    Contexts without(String name) {
        return new Contexts(
                inUse.equals(name) ? "" : inUse,
                all.stream().filter(context -> !context.name().equals(name)).toList());
    }

    Contexts using(String name) {
        return new Contexts(name, all);
    }

    List<String> names() {
        return all.stream().map(Context::name).toList();
    }
}
