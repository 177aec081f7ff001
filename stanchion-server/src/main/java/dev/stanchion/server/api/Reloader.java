package dev.stanchion.server.api;

import java.util.List;
import java.util.Optional;

/**
 * Knows the configuration of a server's process, reads it again, and takes what may change while
 * the server runs. It reads files, so no event loop calls it. Safe for use by many threads.
 */
public interface Reloader {
    /**
     * What a reload does. Each entry is a line for people, without secrets.
     *
     * @param state what tells this plan from another one
     * @param changes the settings that change: {@code max_payload = 2097152}
     * @param refusals the changes that are not possible; if there is one, nothing changes
     * @param unchanged the settings that differ and stay as they are until a restart
     * @param remarks what else the caller should know
     */
    record Plan(
            String state,
            List<String> changes,
            List<String> refusals,
            List<String> unchanged,
            List<String> remarks) {
        public Plan {
            changes = List.copyOf(changes);
            refusals = List.copyOf(refusals);
            unchanged = List.copyOf(unchanged);
            remarks = List.copyOf(remarks);
        }
    }

    /** The result of a plan or of a reload. */
    sealed interface Outcome {
        /** The configuration cannot be taken, and nothing has changed. Each reason is a line. */
        record Wrong(List<String> reasons) implements Outcome {
            public Wrong {
                reasons = List.copyOf(reasons);
            }
        }

        /** Nothing has changed. */
        record Planned(Plan plan) implements Outcome {}

        /** The changes of the plan are made. */
        record Done(Plan plan) implements Outcome {}
    }

    /** Returns the settings as they are in effect. */
    List<Setting> settings();

    /** Returns what a reload would do now. */
    Outcome plan();

    /**
     * Makes the changes, unless one of them is not possible.
     *
     * @param state of the plan that the caller agrees to; empty takes any. If another plan holds
     *     now, nothing changes, and the result is that plan
     */
    Outcome reload(Optional<String> state);
}
