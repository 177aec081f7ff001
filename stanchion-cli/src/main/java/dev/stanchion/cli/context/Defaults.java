package dev.stanchion.cli.context;

import dev.stanchion.cli.terminal.FailedException;
import dev.stanchion.protocol.NearName;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;

/**
 * Gives options that name a server their values where the command line does not. Immutable.
 *
 * <p>The order is: the context that {@code --context} names, variables of the environment, the
 * context in use, and the usual place, which is the default value of the option. So an option takes
 * part if its default value is the usual place. {@code --help} shows the value that would be taken,
 * without a password.
 */
public final class Defaults implements IDefaultValueProvider {
    /** Without environment and contexts: every option has its own default value. */
    public static final Defaults USUAL = new Defaults(Map.of(), null, null, false);

    private final Map<String, String> environment;
    private final @Nullable Context named;
    private final @Nullable Context current;
    private final boolean isForPage;

    private Defaults(
            Map<String, String> environment,
            @Nullable Context named,
            @Nullable Context current,
            boolean isForPage) {
        this.environment = environment;
        this.named = named;
        this.current = current;
        this.isForPage = isForPage;
    }

    /** Returns the same for a page with help, which is no place for a password. */
    public Defaults forPage() {
        return new Defaults(environment, named, current, true);
    }

    /**
     * Reads the contexts of a user.
     *
     * @param name the context that the command line names; empty for none
     * @throws FailedException if there is no such context, or the file cannot be used
     */
    public static Defaults of(Map<String, String> environment, Optional<String> name) {
        Contexts contexts =
                ContextFile.of(environment).map(ContextFile::read).orElse(Contexts.NONE);
        return new Defaults(
                environment,
                name.map(wanted -> existing(contexts, wanted)).orElse(null),
                contexts.current().orElse(null),
                false);
    }

    static Context existing(Contexts contexts, String name) {
        return contexts.find(name)
                .orElseThrow(() ->
                        new FailedException(
                                "there is no context '%s'%s"
                                        .formatted(
                                                name,
                                                NearName.of(name, contexts.names())
                                                        .map(near ->
                                                                "; did you mean '" + near + "'?")
                                                        .orElse("")),
                                "'stanchion context list' shows the contexts, 'stanchion context add' adds"
                                        + " one."));
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        for (Address address : Address.values()) {
            if (address.usual().equals(argument.defaultValue())) {
                String value = choice(address).value();
                return isForPage ? Context.shown(value) : value;
            }
        }
        return null; // then picocli takes the default value of the option
    }

    /** The value of an address, and who named it. */
    record Choice(String value, String origin) {}

    Choice choice(Address address) {
        if (named != null && !address.in(named).isEmpty()) {
            return new Choice(address.in(named), "context " + named.name());
        }
        String variable = environment.getOrDefault(address.variable(), "");
        if (!variable.isEmpty()) {
            return new Choice(variable, address.variable());
        }
        if (current != null && !address.in(current).isEmpty()) {
            return new Choice(address.in(current), "context " + current.name());
        }
        return new Choice(address.usual(), "default");
    }
}
