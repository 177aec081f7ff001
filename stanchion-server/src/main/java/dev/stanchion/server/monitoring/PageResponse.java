package dev.stanchion.server.monitoring;

import dev.stanchion.server.http.Reply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** An answer on its way over HTTP. */
final class PageResponse {
    private PageResponse() {}

    static FullHttpResponse of(Reply page) {
        ByteBuf body = Unpooled.wrappedBuffer(page.body());
        FullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(page.status()), body);
        page.headers().forEach(response.headers()::set);
        if (!page.contentType().isEmpty()) {
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, page.contentType());
        }
        if (page.status() != HttpResponseStatus.NO_CONTENT.code()
                && page.status() != HttpResponseStatus.NOT_MODIFIED.code()) {
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        }
        return response;
    }
}
