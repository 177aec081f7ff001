package dev.stanchion.server.api;

import dev.stanchion.server.api.access.Role;
import dev.stanchion.server.http.Reply;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * One thing that the API does. Immutable.
 *
 * @param id its name in the OpenAPI document
 * @param needed the role that it needs; empty if everybody may ask
 * @param kind what it does to the server
 * @param parameters the parameters of its query
 * @param handler what does it
 */
record Operation(
        String id, Optional<Role> needed, Kind kind, Set<String> parameters, Handler handler) {
    Operation {
        parameters = Set.copyOf(parameters);
    }

    /** What an operation does to the server. */
    enum Kind {
        /** It answers from what the API itself knows, also while the engine recovers. */
        OF_API,
        /** It asks the engine. */
        READS,
        /** It changes something, and is audited. */
        CHANGES,
        /** It begins or ends a session. It is audited, and possible in read-only mode. */
        LOGS_IN,
        /**
         * It changes nothing that is stored: it sets the read-only mode, reloads the configuration,
         * ends a job, or begins a backup. It is audited, does not need the engine, and is possible
         * in read-only mode unless it refuses that itself.
         */
        SWITCHES
    }

    /** Answers a question. */
    @FunctionalInterface
    interface Handler {
        /**
         * Answers, now or later on the port's thread.
         *
         * @throws dev.stanchion.server.http.ProblemException if there is no result
         */
        CompletionStage<Reply> handle(Question question);
    }

    boolean isAudited() {
        return switch (kind) {
            case OF_API, READS -> false;
            case CHANGES, LOGS_IN, SWITCHES -> true;
        };
    }
}
