package dev.stanchion.server.api;

import dev.stanchion.server.api.access.Caller;
import dev.stanchion.server.http.Call;
import dev.stanchion.server.http.JsonBody;
import dev.stanchion.server.http.Query;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A call that has passed the guards. Immutable.
 *
 * @param values the values of the path by their names
 * @param identified is told who has logged in by this call
 * @param port the port's thread
 */
record Question(
        Call call,
        Map<String, String> values,
        Query query,
        JsonBody body,
        Caller caller,
        String requestId,
        Consumer<Caller> identified,
        Executor port) {
    /** Returns a value of the path. */
    String value(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("path value " + name + ": missing in the template");
        }
        return value;
    }

    /** Returns the channel of the path, if the caller may see it. */
    String channel() {
        String channel = value("channel");
        caller.requireChannel(channel);
        return channel;
    }

    /** Returns whether the caller wants the plan only. */
    boolean isDryRun() {
        return query.flag("dry_run");
    }

    /** Returns the state of the plan that the caller wants to run. An empty one is none. */
    Optional<String> wantedState() {
        return call.header("If-Match").map(EntityTag::content).filter(state -> !state.isEmpty());
    }
}
