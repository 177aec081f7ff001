package dev.stanchion.server.api;

import dev.stanchion.server.api.audit.Audit;
import dev.stanchion.server.api.audit.AuditEntry;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Reply;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The last changes, the newest first. */
final class AuditResource {
    static final Set<String> PARAMETERS = Set.of("limit", "after", "request");

    private static final int OK = 200;
    private static final int USUAL_LIMIT = 50;

    private final Audit audit;
    private final Clock clock;

    AuditResource(Audit audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    CompletionStage<Reply> list(Question question) {
        question.caller().requireAllChannels();
        int limit = (int) question.query().number("limit", 1, ListRequest.MAX_LIMIT, USUAL_LIMIT);
        long before =
                question.query()
                        .text("after")
                        .filter(text -> !text.isEmpty())
                        .map(AuditResource::number)
                        .orElse(Long.MAX_VALUE);
        String request = question.query().text("request").orElse("");
        List<AuditEntry> all =
                audit.newestFirst().stream()
                        .filter(entry -> request.isEmpty() || entry.requestId().equals(request))
                        .toList();
        List<AuditEntry> older = all.stream().filter(entry -> entry.number() < before).toList();
        List<AuditEntry> page = older.stream().limit(limit).toList();
        return CompletableFuture.completedFuture(
                Reply.json(
                        OK,
                        Json.object(out -> {
                            out.writeArrayPropertyStart("items");
                            for (AuditEntry entry : page) {
                                out.writeStartObject();
                                entry.write(out);
                                out.writeEndObject();
                            }
                            out.writeEndArray();
                            out.writeNumberProperty("total", all.size());
                            if (older.size() > page.size()) {
                                out.writeStringProperty(
                                        "next", Long.toString(page.getLast().number()));
                            }
                            out.writeStringProperty("asOf", Json.time(clock.instant()));
                        })));
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new ProblemException(
                    Problem.invalid("?after", "expected: \"next\" of another page"));
        }
    }
}
