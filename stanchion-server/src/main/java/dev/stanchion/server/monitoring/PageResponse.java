package dev.stanchion.server.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** A page on its way over HTTP. */
final class PageResponse {
    private PageResponse() {}

    static FullHttpResponse of(Page page) {
        ByteBuf body = Unpooled.wrappedBuffer(page.body().getBytes(UTF_8));
        FullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(page.status()), body);
        page.headers().forEach(response.headers()::set);
        if (!page.contentType().isEmpty()) {
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, page.contentType());
        }
        if (page.status() != HttpResponseStatus.NO_CONTENT.code()) {
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        }
        return response;
    }
}
