package dev.stanchion.load.ceiling;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A connection of the sink. It splits the input into lines and payloads, and gathers the output.
 */
final class SinkConnection {
    private static final int READ_BYTES = 1024 * 1024;
    private static final int WAITING_LIMIT = 4 * 1024 * 1024;

    private final SocketChannel channel;
    private final ByteBuf in = Unpooled.buffer(READ_BYTES, READ_BYTES);
    private final ByteBuf out = Unpooled.directBuffer(READ_BYTES);
    private byte[] lastLine = new byte[0];
    private Route lastRoute = Route.NOWHERE;
    private int lastPayloadLength;

    SinkConnection(SocketChannel channel) {
        this.channel = channel;
        text("INFO {\"server_id\":\"sink\",\"max_payload\":1048576,\"headers\":false}\r\n");
    }

    ByteBuf out() {
        return out;
    }

    void text(String text) {
        out.writeCharSequence(text, StandardCharsets.US_ASCII);
    }

    /** Returns whether the driver must read before the sink sends more. */
    boolean isBehind() {
        return out.readableBytes() > WAITING_LIMIT;
    }

    /** Reads and handles the input. Returns whether the connection is still open. */
    boolean read(Sink sink) throws IOException {
        in.discardReadBytes();
        int read = in.writeBytes(channel, in.writableBytes());
        while (handleNext(sink)) {}
        return read >= 0;
    }

    private boolean handleNext(Sink sink) {
        int at = in.readerIndex();
        int lineLength = lastLine.length;
        if (lineLength == 0
                || in.readableBytes() < lineLength
                || !Arrays.equals(in.array(), at, at + lineLength, lastLine, 0, lineLength)) {
            int lf = in.bytesBefore((byte) '\n');
            if (lf < 0) {
                return false;
            }
            if (in.getByte(at + 1) != 'U' || in.getByte(at) != 'P') {
                String line = in.readCharSequence(lf + 1, StandardCharsets.US_ASCII).toString();
                sink.line(this, line.trim());
                return true;
            }
            lastLine = Arrays.copyOfRange(in.array(), at, at + lf + 1);
            readPub(sink, new String(lastLine, StandardCharsets.US_ASCII).trim().split(" ", -1));
        }
        if (in.readableBytes() < lastLine.length + lastPayloadLength + 2) {
            return false;
        }
        lastRoute.take(in, at + lastLine.length, lastPayloadLength);
        in.skipBytes(lastLine.length + lastPayloadLength + 2);
        return true;
    }

    private void readPub(Sink sink, String[] words) {
        lastPayloadLength = Integer.parseInt(words[words.length - 1]);
        lastRoute = sink.route(words[1], words.length == 4 ? words[2] : "");
    }

    void flush(SelectionKey key) throws IOException {
        if (out.isReadable()) {
            out.readBytes(channel, out.readableBytes());
            if (!out.isReadable()) {
                out.clear();
            } else {
                out.discardReadBytes();
            }
        }
        key.interestOps(SelectionKey.OP_READ | (out.isReadable() ? SelectionKey.OP_WRITE : 0));
    }

    void close() {
        in.release();
        out.release();
        try {
            channel.close();
        } catch (IOException ignored) {
            // The connection is closed even after an error.
        }
    }
}
