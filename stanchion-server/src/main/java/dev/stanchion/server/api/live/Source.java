package dev.stanchion.server.api.live;

import java.util.concurrent.CompletionStage;

/** Where samples of a topic come from. */
@FunctionalInterface
public interface Source {
    /**
     * Takes a sample, now or later on the port's thread. Fails with a {@link
     * dev.stanchion.server.http.ProblemException} if there is nothing to see.
     */
    CompletionStage<Sample> take();
}
