package dev.stanchion.server.http;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** An API beside pages. Safe for use by many threads. */
public interface Api {
    /** How many bytes a body may have if nothing else is known of its path. */
    int USUAL_MAX_BODY = 1024 * 1024;

    /** Returns whether the API answers for this path. */
    boolean owns(String path);

    /** Returns how many bytes the body of a call to this path may have. */
    int maxBody(String path);

    /**
     * Answers a call, now or when its data has been gathered. Called on the port's thread; must not
     * block.
     *
     * @param port the port's thread, which writes the answer after its data has come from other
     *     threads
     */
    CompletionStage<Reply> answer(Call call, Executor port);

    /** Returns the answer for a call that the port could not take as a whole, or in time. */
    Reply refusal(Code code, String detail);
}
