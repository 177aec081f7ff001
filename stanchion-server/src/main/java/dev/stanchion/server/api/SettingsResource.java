package dev.stanchion.server.api;

import dev.stanchion.engine.policy.Policies;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.Reply;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** What holds for one channel: its limits and the policies, and which rule gives each. */
final class SettingsResource {
    private static final int OK = 200;
    private static final double MILLIS_PER_SECOND = 1000;

    private final Function<String, LimitsRule> limits;
    private final Supplier<Policies> policies;
    private final Clock clock;

    SettingsResource(
            Function<String, LimitsRule> limits, Supplier<Policies> policies, Clock clock) {
        this.limits = limits;
        this.policies = policies;
        this.clock = clock;
    }

    CompletionStage<Reply> show(Question question) {
        String channel = question.channel();
        List<Row> rules =
                policies.get().rules().stream()
                        .filter(rule -> rule.target().channels().matches(channel))
                        .flatMap(PolicyResource::rows)
                        .toList();
        Row row =
                new Row()
                        .with("limits", row(limits.apply(channel)))
                        .with("policies", rules)
                        .with("asOf", Json.time(clock.instant()));
        return CompletableFuture.completedFuture(Reply.json(OK, row.json()));
    }

    private static Row row(LimitsRule rule) {
        return new Row()
                .withText("pattern", rule.pattern())
                .with("maxMessages", rule.maxMessages())
                .with("maxBytes", rule.maxBytes())
                .with("maxSubscriptions", rule.maxSubscriptions())
                .with("maxAgeSeconds", seconds(rule.maxAge()))
                .with("maxInactivitySeconds", seconds(rule.maxInactivity()));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS_PER_SECOND;
    }
}
