package dev.stanchion.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Reply;
import dev.stanchion.server.monitoring.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The OpenAPI document, and a page for each kind of problem. */
public final class DocumentResource {
    private static final String DOCUMENT = "openapi.json";
    private static final int OK = 200;

    DocumentResource() {}

    /** Returns the OpenAPI document. */
    public static String text() {
        try (InputStream in = DocumentResource.class.getResourceAsStream(DOCUMENT)) {
            if (in == null) {
                throw new IllegalStateException(DOCUMENT + ": missing (expected: in the jar)");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(DOCUMENT, e);
        }
    }

    CompletionStage<Reply> document(Question question) {
        return CompletableFuture.completedFuture(Reply.json(OK, text()));
    }

    CompletionStage<Reply> problem(Question question) {
        Code code =
                Code.of(question.value("code"))
                        .orElseThrow(() ->
                                new ProblemException(
                                        Problem.of(Code.NO_SUCH_PATH, "there is no such problem")));
        String page =
                """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>%1$s</title></head>
                <body>
                <h1>%1$s</h1>
                <p>%2$s</p>
                <p>Code <code>%3$s</code>, status %4$d.</p>
                </body>
                </html>
                """
                        .formatted(
                                Page.escape(code.title()),
                                Page.escape(code.explanation()),
                                code.text(),
                                code.status());
        return CompletableFuture.completedFuture(
                Reply.of(OK, "text/html; charset=utf-8", page, Map.of()));
    }
}
