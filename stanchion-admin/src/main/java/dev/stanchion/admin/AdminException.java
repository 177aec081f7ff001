package dev.stanchion.admin;

import dev.stanchion.admin.answer.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reports that a request got no answer, or was refused.
 *
 * <p>Programs look at {@link #kind()} and {@link #problem()}; people read the message, which ends
 * with the remedy.
 */
public final class AdminException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The kinds of failures that a program may want to distinguish. */
    public enum Kind {
        /** No server answers at the URL, or it did not answer in time. A change may be made. */
        NO_ANSWER,
        /** Nobody is logged in, or the role does not suffice. */
        FORBIDDEN,
        /** There is no such channel, position, client, message or job. */
        NOT_FOUND,
        /** The state has changed since the plan; {@link Problem#plan()} is the plan that holds. */
        STATE_CHANGED,
        /** The server does not do that now; {@link #problem()} says why. */
        REFUSED,
        /** The server has too much to do; ask again later. */
        BUSY,
        /** The answer is not one of the API: something else listens at the URL. */
        MALFORMED,
        /** The waiting thread was interrupted; its interrupt flag is set again. */
        INTERRUPTED
    }

    private final Kind kind;
    private final transient @Nullable Problem problem;

    AdminException(Kind kind, String text, @Nullable Problem problem, @Nullable Throwable cause) {
        super(text, cause);
        this.kind = kind;
        this.problem = problem;
    }

    /** Makes the exception for a problem that the server has answered with. */
    static AdminException of(String request, int status, Problem problem) {
        String remedy = problem.remedy() == null ? "" : ". " + problem.remedy();
        return new AdminException(
                kindOf(status), request + ": " + problem.detail() + remedy, problem, null);
    }

    private static Kind kindOf(int status) {
        return switch (status) {
            case 401, 403 -> Kind.FORBIDDEN;
            case 404 -> Kind.NOT_FOUND;
            case 412 -> Kind.STATE_CHANGED;
            case 429, 503 -> Kind.BUSY;
            default -> Kind.REFUSED;
        };
    }

    public Kind kind() {
        return kind;
    }

    /** Returns what the server says about it; empty if there was no answer of the API. */
    public Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }
}
