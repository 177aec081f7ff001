package dev.stanchion.cli.exchange;

import dev.stanchion.cli.api.JsonTree;
import dev.stanchion.cli.exchange.ExportLine.Kind;
import dev.stanchion.cli.terminal.JsonLine;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.Map;

/** Writes the lines that every export has. Confined to one thread. */
public final class ExportWriter {
    private final Writer out;

    public ExportWriter(Writer out) {
        this.out = out;
    }

    /**
     * Writes the first line.
     *
     * @param server what the API says of the server
     */
    public void begin(Map<String, Object> server) throws IOException {
        line(
                new JsonLine()
                        .with("type", Kind.EXPORT.text())
                        .with("format", ExportLine.FORMAT)
                        .with("serverVersion", JsonTree.text(server, "version"))
                        .with("clusterId", JsonTree.text(server, "clusterId"))
                        .with("exportedAt", Instant.now().toString())
                        .end());
    }

    /** Writes the line before the messages of a channel. */
    public void channel(String channel, long firstSequence, long lastSequence) throws IOException {
        line(
                new JsonLine()
                        .with("type", Kind.CHANNEL.text())
                        .with("channel", channel)
                        .with("firstSequence", firstSequence)
                        .with("lastSequence", lastSequence)
                        .end());
    }

    /** Writes a line. */
    public void line(String text) throws IOException {
        out.write(text);
        out.write('\n');
    }

    /** Writes lines that end with a line break each. */
    public void lines(String text) throws IOException {
        out.write(text);
    }

    /** Writes the last line, without which an export is not whole. */
    public void end(long channels, long messages, long positions) throws IOException {
        line(
                new JsonLine()
                        .with("type", Kind.END.text())
                        .with("channels", channels)
                        .with("messages", messages)
                        .with("positions", positions)
                        .end());
        out.flush();
    }
}
