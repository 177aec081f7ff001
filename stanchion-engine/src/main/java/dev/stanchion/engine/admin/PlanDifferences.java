package dev.stanchion.engine.admin;

import java.util.ArrayList;
import java.util.List;

/** Says what differs between the state that a plan was made on and the state of now. */
final class PlanDifferences {
    private PlanDifferences() {}

    /**
     * Returns the differences, each with its name in the API.
     *
     * @param plan of now
     */
    static List<Difference> of(PlanState then, PlanState now, Plan plan) {
        Operation operation = plan.operation();
        if (then.operation() != now.operation()) { // its numbers mean something else
            return List.of(
                    new Difference(
                            "operation",
                            "another one, or with other arguments",
                            operation.verb() + " " + operation.target()));
        }
        List<Difference> found = new ArrayList<>();
        if (then.incarnation() != now.incarnation()) {
            found.add(
                    operation instanceof Operation.OnClient
                            ? existence("client", then, now, "connected again")
                            : existence(
                                    "channel",
                                    then,
                                    now,
                                    "created again, or the server has restarted"));
        }
        Difference.ofNumber("position", then.from(), now.from()).ifPresent(found::add);
        Difference.ofNumber("lastSequence", then.last(), now.last()).ifPresent(found::add);
        Difference.ofNumber("messages", then.messages(), now.messages()).ifPresent(found::add);
        if (then.clients() != now.clients()) {
            List<String> clients = plan.effects().clientsAffected();
            found.add(
                    new Difference(
                            "clients",
                            "others",
                            clients.isEmpty() ? "none" : String.join(", ", clients)));
        }
        return found;
    }

    private static Difference existence(String field, PlanState then, PlanState now, String newer) {
        return new Difference(
                field,
                then.incarnation() == 0 ? "none" : "an earlier one",
                now.incarnation() == 0 ? "none" : then.incarnation() == 0 ? "there is one" : newer);
    }
}
