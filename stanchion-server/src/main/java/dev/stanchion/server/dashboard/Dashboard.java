package dev.stanchion.server.dashboard;

import dev.stanchion.server.http.Api;
import dev.stanchion.server.http.Call;
import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.Reply;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Shows the dashboard below {@code /ui/}, beside an API that answers for all other paths. Everybody
 * who reaches the port can load the page; what it shows comes from the API, which asks for a role.
 * Confined to the port's thread.
 *
 * <p>{@code /ui/} is the page. Its files are below {@code /ui/BUILD/}, where a browser keeps them
 * for as long as it likes: another build has other paths. They are read when the first one is asked
 * for, so that a server at which nobody looks has none of them in memory.
 */
public final class Dashboard implements Api {
    private static final String ROOT = "/ui";
    private static final String FOLDER = "/ui/";
    private static final int NOT_MODIFIED = 304;
    private static final int MOVED = 301;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors"
                    + " 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private final Api api;
    private @Nullable DashboardFiles files;

    private Dashboard(Api api) {
        this.api = api;
    }

    /** Puts the dashboard beside an API, if its module is there. */
    public static Api beside(Api api) {
        return DashboardFiles.areThere() ? new Dashboard(api) : api;
    }

    /** Returns whether the module of the dashboard is there. */
    public static boolean isThere() {
        return DashboardFiles.areThere();
    }

    @Override
    public boolean owns(String path) {
        return isOfPage(path) || api.owns(path);
    }

    @Override
    public int maxBody(String path) {
        return api.maxBody(path);
    }

    private static boolean isOfPage(String path) {
        return path.equals(ROOT) || path.startsWith(FOLDER);
    }

    @Override
    public Reply refusal(Code code, String detail) {
        return api.refusal(code, detail);
    }

    @Override
    public CompletionStage<Reply> answer(Call call, Executor port) {
        return isOfPage(call.path())
                ? CompletableFuture.completedFuture(guarded(page(call), call))
                : api.answer(call, port);
    }

    private Reply page(Call call) {
        if (!call.isSafe()) {
            return text(METHOD_NOT_ALLOWED, "405 Method Not Allowed\n").with("Allow", "GET, HEAD");
        }
        if (call.path().equals(ROOT)) {
            return Reply.empty(MOVED).with("Location", "ui/");
        }
        String rest = call.path().substring(FOLDER.length());
        if (rest.isEmpty()) {
            return file(call, DashboardFiles.INDEX, "no-cache");
        }
        String build = files().build() + "/";
        return rest.startsWith(build)
                ? file(call, rest.substring(build.length()), "public, max-age=31536000, immutable")
                : missing();
    }

    private DashboardFiles files() {
        DashboardFiles known = files;
        if (known == null) {
            known = DashboardFiles.read();
            files = known;
        }
        return known;
    }

    private Reply file(Call call, String name, String caching) {
        Optional<byte[]> bytes = files().file(name);
        if (bytes.isEmpty()) {
            return missing();
        }
        String tag = "\"" + files().build() + "\"";
        Reply reply =
                call.headers("If-None-Match").contains(tag)
                        ? Reply.empty(NOT_MODIFIED)
                        : Reply.bytes(DashboardFiles.typeOf(name), bytes.get());
        return reply.with("ETag", tag).with("Cache-Control", caching);
    }

    /** After an upgrade of the server, an open page asks for files of the build before. */
    private static Reply missing() {
        return text(NOT_FOUND, "404 Not Found: load the dashboard again\n")
                .with("Cache-Control", "no-store");
    }

    private static Reply text(int status, String text) {
        return Reply.of(status, "text/plain; charset=utf-8", text, Map.of());
    }

    private static Reply guarded(Reply reply, Call call) {
        Reply guarded =
                reply.with("Content-Security-Policy", POLICY)
                        .with("X-Content-Type-Options", "nosniff")
                        .with("Referrer-Policy", "no-referrer")
                        .with("Cross-Origin-Opener-Policy", "same-origin")
                        .with("Cross-Origin-Resource-Policy", "same-origin");
        return call.peer().isEncrypted()
                ? guarded.with("Strict-Transport-Security", "max-age=31536000")
                : guarded;
    }
}
