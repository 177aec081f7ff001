package dev.stanchion.cli.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.cli.api.JsonTree;
import dev.stanchion.cli.exchange.BrokenExportException;
import dev.stanchion.cli.exchange.ExportLine;
import dev.stanchion.cli.terminal.JsonLine;
import dev.stanchion.cli.terminal.Payload;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.MsgProtoEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Base64;

/** A message as a line of an export. Pure. */
final class MessageLine {
    private MessageLine() {}

    /** Returns the line of a message. */
    static String of(String channel, MsgProtoCursor message) {
        JsonLine line =
                new JsonLine()
                        .with("type", ExportLine.Kind.MESSAGE.text())
                        .with("channel", channel)
                        .with("sequence", message.sequence())
                        .with("time", EpochNanos.text(message.timestampEpochNanos()));
        if (message.replyLength() > 0) {
            line.with(
                    "reply",
                    message.buffer().toString(message.replyIndex(), message.replyLength(), UTF_8));
        }
        byte[] data = bytes(message, message.dataIndex(), message.dataLength());
        String text = isPrintable(data) ? Payload.text(data).orElse(null) : null;
        line = text == null ? line.with("dataBase64", base64(data)) : line.with("data", text);
        if (message.parkedLength() > 0) {
            line.with(
                    "parkedNote",
                    base64(bytes(message, message.parkedIndex(), message.parkedLength())));
        }
        return line.end();
    }

    private static byte[] bytes(MsgProtoCursor message, int index, int length) {
        return ByteBufUtil.getBytes(message.buffer(), index, length);
    }

    private static boolean isPrintable(byte[] data) {
        for (byte each : data) {
            if (each >= 0 && each < ' ' && each != '\n' && each != '\r' && each != '\t') {
                return false;
            }
        }
        return true;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * Appends the message of a line in the form in which it is stored.
     *
     * @throws BrokenExportException if the line is none of a message
     */
    static void write(ExportLine line, ByteBuf target) {
        byte[] reply = JsonTree.text(line.fields(), "reply").getBytes(UTF_8);
        byte[] data = data(line);
        byte[] note = decoded(line, "parkedNote");
        ByteBuf parts = Unpooled.wrappedBuffer(reply, data, note);
        MsgProtoEncoder.write(
                target,
                line.numberOf("sequence"),
                line.channel().getBytes(UTF_8),
                parts,
                0,
                reply.length,
                reply.length,
                data.length,
                EpochNanos.of(line, "time"));
        MsgProtoEncoder.writeParked(target, parts, reply.length + data.length, note.length);
    }

    private static byte[] data(ExportLine line) {
        return line.fields().containsKey("data")
                ? JsonTree.text(line.fields(), "data").getBytes(UTF_8)
                : decoded(line, "dataBase64");
    }

    private static byte[] decoded(ExportLine line, String name) {
        try {
            return Base64.getDecoder().decode(JsonTree.text(line.fields(), name));
        } catch (IllegalArgumentException e) {
            throw line.broken("%s is not Base64".formatted(name));
        }
    }
}
