package dev.stanchion.admin;

import dev.stanchion.admin.answer.Job;
import dev.stanchion.admin.answer.Plan;
import dev.stanchion.admin.http.ApiClient;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A change that was not made yet. It shows first what it would do:
 *
 * <pre>{@code
 * Change purge = admin.channel("tickets:created").purge(PurgeRequest.keepLast(1000));
 * Plan plan = purge.plan();
 * if (plan.effects().messagesRemoved() < 50_000) {
 *     purge.make(plan); // refused if the state is another one by now
 * }
 * }</pre>
 *
 * <p>Immutable; each call asks the server. Safe for use by many threads.
 */
public final class Change {
    private static final int ACCEPTED = 202;

    private final Transport transport;
    private final String method;
    private final String path;
    private final Map<String, Object> query;
    private final Map<String, Object> body;

    /** The result of a change. */
    public sealed interface Outcome {
        /** It is made. */
        record Done(Plan plan) implements Outcome {}

        /** The server works on it, and {@link StanchionAdmin#job} tells how far it is. */
        record Begun(Job job) implements Outcome {}
    }

    Change(
            Transport transport,
            String method,
            String path,
            Map<String, Object> query,
            Map<String, Object> body) {
        this.transport = transport;
        this.method = method;
        this.path = path;
        this.query = Map.copyOf(query);
        this.body = Map.copyOf(body);
    }

    /**
     * Asks what the change would do now. Nothing changes.
     *
     * @throws AdminException if it cannot be asked for
     */
    public Plan plan() {
        Map<String, Object> all = new LinkedHashMap<>(query);
        all.put("dry_run", true);
        return transport.read(
                Plan.class, path, transport.send(method, path, all, body, null).text());
    }

    /**
     * Makes the change if the state is still that of a plan.
     *
     * @param plan of this change
     * @throws AdminException of the kind {@code STATE_CHANGED} if it is not, with the plan that
     *     holds now; nothing has changed then
     * @throws IllegalArgumentException if the plan is a result
     */
    public Outcome make(Plan plan) {
        String state = plan.state();
        if (state == null) {
            throw new IllegalArgumentException(
                    "this is the result of a change, not a plan (expected: a value of plan())");
        }
        return make(state);
    }

    /**
     * Makes the change whatever the state is.
     *
     * @throws AdminException if it is refused
     */
    public Outcome makeNow() {
        return make(Transport.ANY_STATE);
    }

    private Outcome make(String state) {
        ApiClient.Answer answer = transport.send(method, path, query, body, state);
        return answer.status() == ACCEPTED
                ? new Outcome.Begun(transport.read(Job.class, path, answer.text()))
                : new Outcome.Done(transport.read(Plan.class, path, answer.text()));
    }
}
