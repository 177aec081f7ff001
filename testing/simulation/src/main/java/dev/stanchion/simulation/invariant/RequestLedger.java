package dev.stanchion.simulation.invariant;

import static dev.stanchion.simulation.invariant.Invariant.EVERY_REQUEST_IS_ANSWERED;

import dev.stanchion.simulation.client.ClientRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The requests that wait for an answer, by the subject of the answer. */
final class RequestLedger {
    private final Map<String, Waiting> waiting = new HashMap<>();
    private int run;

    private static final class Waiting {
        private final ClientRequest request;
        private boolean answered;
        private boolean unheard;
        private int handedInRun = -1;

        Waiting(ClientRequest request) {
            this.request = request;
        }
    }

    void asking(ClientRequest request) {
        waiting.put(request.replyTo(), new Waiting(request));
    }

    /** Returns the request that the engine is about to be handed; null if it is none. */
    @Nullable ClientRequest handed(String replyTo) {
        Waiting one = waiting.get(replyTo);
        if (one == null) {
            return null;
        }
        one.handedInRun = run;
        return one.request;
    }

    /**
     * Returns the request that this subject's first message answers; null if it is none, or was
     * answered before.
     */
    @Nullable ClientRequest answered(String subject) {
        Waiting one = waiting.get(subject);
        if (one == null || one.answered) {
            return null;
        }
        one.answered = true;
        return one.request;
    }

    /** No client has received the answer on this subject, so it may be given again. */
    void unheard(String subject) {
        Waiting one = waiting.get(subject);
        if (one != null) {
            one.unheard = true;
        }
    }

    /**
     * Returns whether this is the first answer to a request that a client receives. Returns false
     * if it is asked again.
     */
    boolean isHeardAtLast(String subject) {
        Waiting one = waiting.get(subject);
        boolean isFirst = one != null && one.unheard;
        if (one != null) {
            one.unheard = false;
        }
        return isFirst;
    }

    /** Returns whether a request waited on the subject for one answer, and has had it. */
    boolean hasHadItsAnswer(String subject) {
        Waiting one = waiting.get(subject);
        return one != null && one.answered;
    }

    /** The engine is gone, and with it the answers that it had not given. */
    void engineGone() {
        waiting.values().stream()
                .filter(one -> one.handedInRun == run)
                .forEach(one -> one.answered = true);
        run++;
    }

    /** At rest: every request that this run of the engine was handed has its answer. */
    void addMissing(List<Violation> missing) {
        for (Waiting one : waiting.values()) {
            if (one.handedInRun == run && !one.answered) {
                missing.add(
                        Violation.of(EVERY_REQUEST_IS_ANSWERED, "no answer to %s", one.request));
            }
        }
    }
}
