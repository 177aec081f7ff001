package dev.stanchion.server.api;

import dev.stanchion.server.api.access.Gate;
import dev.stanchion.server.api.live.OpenStreams;
import dev.stanchion.server.api.live.Samplers;
import dev.stanchion.server.api.live.Viewer;
import dev.stanchion.server.http.Reply;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Live data for pages, as server-sent events. */
record EventResource(LiveTopics topics, Gate gate, Samplers samplers, OpenStreams open) {
    static final Set<String> PARAMETERS =
            Stream.concat(Stream.of("topics"), ChannelResource.PARAMETERS.stream())
                    .collect(Collectors.toUnmodifiableSet());

    CompletionStage<Reply> events(Question question) {
        Viewer.Place place =
                new Viewer.Place(
                        samplers,
                        open,
                        question.call().peer().address(),
                        gate.holds(question.call(), question.caller()),
                        question.port());
        return CompletableFuture.completedFuture(
                Reply.events(
                        Viewer.of(
                                place,
                                topics.of(question),
                                question.call().header("Last-Event-ID").orElse(""))));
    }
}
