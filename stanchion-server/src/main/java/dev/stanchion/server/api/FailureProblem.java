package dev.stanchion.server.api;

import dev.stanchion.engine.admin.Difference;
import dev.stanchion.engine.admin.Failure;
import dev.stanchion.engine.admin.PositionKey;
import dev.stanchion.server.api.access.Caller;
import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.Problem;
import java.util.List;

/** The problem that a caller gets when the engine does not grant a request. */
final class FailureProblem {
    private FailureProblem() {}

    /**
     * Returns the problem.
     *
     * @param caller who gets it; it names no channel that the caller may not see
     */
    static Problem of(Failure failure, Caller caller) {
        return switch (failure) {
            case Failure.NoSuchChannel(String channel, List<String> near) ->
                    noSuchChannel(channel, near.stream().filter(caller::sees).toList());
            case Failure.NoSuchPosition(
                            String channel,
                            PositionKey position,
                            List<PositionKey> near) ->
                    near(
                            Problem.of(
                                    Code.NO_SUCH_POSITION,
                                    "the channel %s has no %s".formatted(channel, position.text())),
                            near.stream().map(PositionKey::text).toList());
            case Failure.NoSuchClient(String client, List<String> near) ->
                    noSuchClient(client, near);
            case Failure.Invalid(String pointer, String text) -> Problem.invalid(pointer, text);
            case Failure.Stale stale ->
                    stateChanged(stale.text(), PlanJson.of(stale.now()), stale.differences());
            case Failure.InUse inUse ->
                    Problem.of(Code.CHANNEL_IN_USE, inUse.text())
                            .withRemedy("close these clients, or add ?kick=true");
            case Failure.Gone gone ->
                    Problem.of(Code.CONFLICT, gone.text())
                            .withRemedy("publish it anew for all who subscribe: republish: true");
            case Failure.Occupied occupied ->
                    Problem.of(Code.CONFLICT, occupied.text())
                            .withRemedy(
                                    "import into a new channel, or append with new sequences:"
                                            + " renumber: true");
            case Failure.Advanced advanced ->
                    Problem.of(Code.CONFLICT, advanced.text())
                            .withRemedy(
                                    "look again where the channel ends, and name that sequence");
            case Failure.Busy busy ->
                    Problem.of(Code.BUSY, busy.text()).withHeader("Retry-After", "1");
            case Failure.StoreFailed failed -> Problem.of(Code.STORE_FAILED, failed.text());
            case Failure.NotSupported missing -> Problem.of(Code.CONFLICT, missing.text());
            case Failure.Recovering recovering -> notReady(recovering.text());
            case Failure.Stopping stopping -> notReady(stopping.text());
        };
    }

    /**
     * Returns the problem of a change whose plan does not hold any more.
     *
     * @param plan of now, in JSON
     */
    static Problem stateChanged(String detail, String plan, List<Difference> differences) {
        return Problem.of(Code.STATE_CHANGED, detail)
                .withRemedy("look at the new plan, and send its state in If-Match")
                .with("differences", json(differences))
                .with("plan", plan);
    }

    private static String json(List<Difference> differences) {
        List<String> objects =
                differences.stream()
                        .map(each ->
                                Json.object(out -> {
                                    out.writeStringProperty("field", each.field());
                                    out.writeStringProperty("then", each.then());
                                    out.writeStringProperty("now", each.now());
                                }))
                        .toList();
        return "[" + String.join(",", objects) + "]";
    }

    /** Returns the problem of a name of a channel, with those that are near. */
    static Problem noSuchChannel(String name, List<String> near) {
        return near(Problem.of(Code.NO_SUCH_CHANNEL, "there is no channel " + name), near);
    }

    /** Returns the problem of a client ID, with those that are near. */
    static Problem noSuchClient(String id, List<String> near) {
        return near(Problem.of(Code.NO_SUCH_CLIENT, "no client has the ID " + id), near);
    }

    /** Returns the problem while nobody can be asked. */
    static Problem notReady(String detail) {
        return Problem.of(Code.RECOVERING, detail)
                .withRemedy("/readyz tells when the server is ready")
                .withHeader("Retry-After", "1");
    }

    private static Problem near(Problem problem, List<String> near) {
        return near.isEmpty()
                ? problem
                : problem.withNear(near)
                        .withRemedy("did you mean %s?".formatted(String.join(" or ", near)));
    }
}
