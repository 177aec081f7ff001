package dev.stanchion.server.api;

import dev.stanchion.engine.admin.PositionKey;
import dev.stanchion.server.api.Operation.Kind;
import dev.stanchion.server.api.access.Role;
import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The operations on positions: the same for groups, durables and other subscriptions. */
final class PositionOperations {
    private static final String CHANNEL = "/channels/{channel}";

    private final List<Entry> entries = new ArrayList<>();
    private final PositionResource positions;
    private final ChangeResource changes;

    /** One operation with its method and path. */
    record Entry(String method, String path, Operation operation) {}

    /** What answers a question about a position. */
    private interface OfPosition {
        CompletionStage<Reply> handle(Question question, PositionKey key);
    }

    private PositionOperations(PositionResource positions, ChangeResource changes) {
        this.positions = positions;
        this.changes = changes;
    }

    static List<Entry> of(PositionResource positions, ChangeResource changes) {
        PositionOperations all = new PositionOperations(positions, changes);
        all.entries.add(
                new Entry(
                        "GET",
                        CHANNEL + "/positions",
                        new Operation(
                                "listPositions",
                                Optional.of(Role.VIEWER),
                                Kind.READS,
                                ListRequest.PARAMETERS,
                                positions::list)));
        all.kind(
                "Group",
                CHANNEL + "/groups/{group}",
                question -> new PositionKey.Group(question.value("group")));
        all.kind(
                "Durable",
                CHANNEL + "/durables/{client}/{durable}",
                question ->
                        new PositionKey.Durable(
                                question.value("client"), question.value("durable")));
        all.kind(
                "Subscription",
                CHANNEL + "/subscriptions/{subscription}",
                PositionOperations::plain);
        return all.entries;
    }

    private static PositionKey plain(Question question) {
        try {
            return new PositionKey.Plain(Long.parseLong(question.value("subscription")));
        } catch (NumberFormatException e) {
            throw new ProblemException(
                    Problem.of(Code.NO_SUCH_POSITION, "the ID of a subscription is a number"));
        }
    }

    private void kind(String kind, String path, Function<Question, PositionKey> key) {
        Set<String> plan = ChangeResource.PARAMETERS;
        add("GET", path, "get" + kind, Role.VIEWER, Set.of(), key, positions::one);
        add(
                "GET",
                path + "/pending",
                "listPendingOf" + kind,
                Role.VIEWER,
                PositionResource.PENDING_PARAMETERS,
                key,
                positions::pending);
        add(
                "DELETE",
                path,
                "delete" + kind,
                Role.ADMIN,
                ChangeResource.KICK_PARAMETERS,
                key,
                changes::deletePosition);
        add("PUT", path + "/position", "move" + kind, Role.OPERATOR, plan, key, changes::move);
        add("POST", path + "/pause", "pause" + kind, Role.OPERATOR, plan, key, changes::pause);
        add("POST", path + "/resume", "resume" + kind, Role.OPERATOR, plan, key, changes::resume);
        add("POST", path + "/skip", "skipIn" + kind, Role.OPERATOR, plan, key, changes::skip);
        add(
                "POST",
                path + "/redeliver",
                "redeliverTo" + kind,
                Role.OPERATOR,
                plan,
                key,
                changes::redeliver);
    }

    private void add(
            String method,
            String path,
            String id,
            Role role,
            Set<String> parameters,
            Function<Question, PositionKey> key,
            OfPosition handler) {
        Kind kind = method.equals("GET") ? Kind.READS : Kind.CHANGES;
        entries.add(
                new Entry(
                        method,
                        path,
                        new Operation(
                                id,
                                Optional.of(role),
                                kind,
                                parameters,
                                question -> handler.handle(question, key.apply(question)))));
    }
}
