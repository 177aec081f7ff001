package dev.stanchion.server.api;

import dev.stanchion.engine.admin.Actor;
import dev.stanchion.server.api.access.Caller;
import dev.stanchion.server.http.Call;
import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.JsonBody;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
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
    private static final String ANY_STATE = "*";

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

    /**
     * Requires that a change names the plan that the caller has agreed to.
     *
     * @throws ProblemException if it is neither a dry run nor names a state
     */
    void requireConfirmation() {
        if (!isDryRun() && wantedState().isEmpty()) {
            throw new ProblemException(
                    Problem.of(Code.CONFIRMATION_NEEDED, "this change needs the state of its plan")
                            .withRemedy(
                                    "ask with ?dry_run=true, and send its state in If-Match; *"
                                            + " means any state"));
        }
    }

    /** Returns the state in which a change may be made; empty if the caller takes any. */
    Optional<String> stateToHold() {
        return wantedState().filter(state -> !state.equals(ANY_STATE));
    }

    /** Returns the state of the plan that the caller wants to run. An empty one is none. */
    private Optional<String> wantedState() {
        return call.header("If-Match").map(EntityTag::content).filter(state -> !state.isEmpty());
    }

    /** Returns who makes a change. */
    Actor actor() {
        return new Actor(caller.user(), call.peer().address(), requestId);
    }
}
