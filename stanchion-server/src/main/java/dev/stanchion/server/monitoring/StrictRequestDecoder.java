package dev.stanchion.server.monitoring;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/**
 * Reads requests, and refuses one that has both a length and chunks. A proxy in front may believe
 * the one and this server the other; then the rest of a body would be a request of its own.
 * Confined to the connection's loop.
 */
final class StrictRequestDecoder extends HttpRequestDecoder {
    StrictRequestDecoder(HttpDecoderConfig config) {
        super(config);
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException(
                "Content-Length and Transfer-Encoding: both (expected: one of them)");
    }
}
