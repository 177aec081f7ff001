package dev.stanchion.server.monitoring;

import dev.stanchion.server.http.Api;
import dev.stanchion.server.http.Call;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts the parts of one connection's requests together. It keeps the body only of a call to the
 * API. The bytes of all bodies of a port are counted, so that many clients that send long bodies
 * cannot fill the memory. Confined to the port's thread.
 */
final class Intake {
    static final int MAX_PAGE_BODY = 64 * 1024;

    private final Optional<Api> api;
    private final BytesInHand bytesOfAll;
    private @Nullable HttpRequest head;
    private ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private long bodyBytes;
    private boolean isForApi;
    private int maxBody;

    /** Where the current request stands after a part of it. */
    enum Progress {
        /** More parts come. */
        PARTIAL,
        /** The client waits for permission to send the body. */
        WAITS,
        /** The request is there. */
        WHOLE,
        /** The body is longer than a body may be. */
        TOO_LARGE,
        /** The bodies of all connections together are too long. */
        TOO_MUCH
    }

    /** A request that is there as a whole. */
    static final class Whole {
        private final HttpRequest head;
        private final byte[] body;
        private final boolean isForApi;

        private Whole(HttpRequest head, byte[] body, boolean isForApi) {
            this.head = head;
            this.body = body;
            this.isForApi = isForApi;
        }

        HttpRequest head() {
            return head;
        }

        boolean isForApi() {
            return isForApi;
        }

        /** Returns the request for the API. */
        Call call(Call.Peer peer) {
            return new Call(head.method().name(), head.uri(), headersOf(head), body, peer);
        }

        private static Map<String, List<String>> headersOf(HttpRequest head) {
            HttpHeaders all = head.headers();
            Map<String, List<String>> values = new HashMap<>();
            for (String name : all.names()) {
                values.computeIfAbsent(
                        name.toLowerCase(Locale.ROOT), key -> new ArrayList<>(all.getAll(name)));
            }
            return values;
        }
    }

    Intake(Optional<Api> api, BytesInHand bytesOfAll) {
        this.api = api;
        this.bytesOfAll = bytesOfAll;
    }

    /** Takes the next part. */
    Progress take(HttpObject part) {
        if (part instanceof HttpRequest request) {
            begin(request);
        }
        if (part instanceof HttpContent content) {
            int length = content.content().readableBytes();
            bodyBytes += length;
            if (bodyBytes > maxBody) {
                return Progress.TOO_LARGE;
            }
            if (isForApi && !keep(content, length)) {
                return Progress.TOO_MUCH;
            }
        }
        if (part instanceof LastHttpContent && head != null) {
            return Progress.WHOLE;
        }
        return part instanceof HttpRequest ? afterHead() : Progress.PARTIAL;
    }

    private void begin(HttpRequest request) {
        head = request;
        bodyBytes = 0;
        body = new ByteArrayOutputStream(0);
        String path = PageRequest.of(request.uri()).path();
        isForApi = api.isPresent() && api.get().owns(path);
        maxBody = isForApi ? api.orElseThrow().maxBody(path) : MAX_PAGE_BODY;
    }

    private Progress afterHead() {
        HttpRequest request = head;
        if (request == null) {
            return Progress.PARTIAL;
        }
        if (HttpUtil.getContentLength(request, 0L) > maxBody) {
            return Progress.TOO_LARGE;
        }
        boolean waits =
                request.headers().containsValue(HttpHeaderNames.EXPECT, "100-continue", true);
        return waits ? Progress.WAITS : Progress.PARTIAL;
    }

    private boolean keep(HttpContent content, int length) {
        if (!bytesOfAll.tryAdd(length)) {
            return false;
        }
        byte[] bytes = new byte[length];
        content.content().getBytes(content.content().readerIndex(), bytes);
        body.writeBytes(bytes);
        return true;
    }

    /** Returns whether the current request is one to the API. */
    boolean isForApi() {
        return isForApi;
    }

    /** Returns the request that is there. Its body counts until {@link #forget}. */
    Whole whole() {
        HttpRequest request = head;
        if (request == null) {
            throw new IllegalStateException("request: no head (expected: a whole request)");
        }
        Whole whole = new Whole(request, body.toByteArray(), isForApi);
        head = null;
        body = new ByteArrayOutputStream(0);
        return whole;
    }

    /** Does not count a body any more, because its request is answered or never will be. */
    void forget(Whole request) {
        bytesOfAll.remove(request.body.length);
    }

    /** Forgets the request that is incomplete. */
    void end() {
        bytesOfAll.remove(body.size());
        body = new ByteArrayOutputStream(0);
        head = null;
    }
}
