package dev.stanchion.server.api;

import dev.stanchion.engine.policy.Policies;
import dev.stanchion.engine.policy.PolicyPlace;
import dev.stanchion.engine.policy.PolicyRule;
import dev.stanchion.engine.policy.PolicySetting;
import dev.stanchion.engine.policy.PolicyTarget;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.Reply;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/** The policies that hold now, from the top to the bottom, and where each is written. */
record PolicyResource(Supplier<Policies> policies, Clock clock) {
    private static final int OK = 200;

    CompletionStage<Reply> list(Question question) {
        List<PolicyRule> rules =
                policies.get().rules().stream()
                        .filter(rule -> question.caller().sees(rule.target().channels().toString()))
                        .toList();
        return CompletableFuture.completedFuture(
                Reply.json(
                        OK,
                        Json.object(json -> {
                            json.writeArrayPropertyStart("policies");
                            rules.forEach(rule -> write(json, rule));
                            json.writeEndArray();
                            json.writeStringProperty("asOf", Json.time(clock.instant()));
                        })));
    }

    private static void write(JsonGenerator json, PolicyRule rule) {
        rows(rule)
                .forEach(row -> {
                    json.writeStartObject();
                    row.write(json);
                    json.writeEndObject();
                });
    }

    /** Returns a row for each setting of a rule. */
    static Stream<Row> rows(PolicyRule rule) {
        return rule.settings().stream().map(each -> row(rule.target(), each));
    }

    private static Row row(PolicyTarget target, PolicySetting setting) {
        PolicyPlace place = setting.place();
        Row row = new Row().with("channels", target.channels().toString());
        if (target.kind() != PolicyTarget.Kind.CHANNEL) {
            row.with(target.kind().text(), target.names());
        }
        row.with("key", setting.key().text()).with("value", setting.value());
        return place.file().isEmpty()
                ? row.with("flag", place.toString())
                : row.with("file", place.file()).with("line", place.line());
    }
}
