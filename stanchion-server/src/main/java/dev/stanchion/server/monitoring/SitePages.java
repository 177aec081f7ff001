package dev.stanchion.server.monitoring;

import dev.stanchion.server.http.Reply;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The pages of a site for requests as they come over HTTP. Confined to the port's thread. */
final class SitePages {
    private final Site site;

    SitePages(Site site) {
        this.site = site;
    }

    /** Returns the page for a request, or why there is none. */
    CompletionStage<Reply> at(HttpRequest request, Executor port) {
        if (!mayLook(request)) {
            return CompletableFuture.completedFuture(notAllowed());
        }
        if (!isReading(request)) {
            return CompletableFuture.completedFuture(
                    Page.problem(405, "405 Method Not Allowed").with("Allow", "GET, HEAD").reply());
        }
        PageRequest wanted = PageRequest.of(request.uri());
        String clean = CleanPath.of(wanted.path());
        if (!clean.equals(wanted.path())) {
            String query = request.uri().substring(wanted.path().length());
            return CompletableFuture.completedFuture(Page.movedTo(clean + query).reply());
        }
        return site.pages().at(wanted, port).thenApply(Page::reply);
    }

    /** Returns the answer while the port cannot serve pages. It tells nothing to strangers. */
    Reply tooMuch(HttpRequest request, String detail) {
        return mayLook(request) ? Page.problem(503, detail).reply() : notAllowed();
    }

    private boolean mayLook(HttpRequest request) {
        return site.access().allows(request.headers().get(HttpHeaderNames.AUTHORIZATION));
    }

    private static Reply notAllowed() {
        return Page.problem(401, "401 Unauthorized")
                .with("WWW-Authenticate", "Basic realm=\"monitoring\"")
                .reply();
    }

    private boolean isReading(HttpRequest request) {
        return site.rules() == Site.PageRules.AS_NATS_STREAMING
                || request.method().equals(HttpMethod.GET)
                || request.method().equals(HttpMethod.HEAD);
    }
}
