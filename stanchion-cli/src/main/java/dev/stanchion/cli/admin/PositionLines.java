package dev.stanchion.cli.admin;

import dev.stanchion.admin.http.ApiClient;
import dev.stanchion.cli.exchange.ExportLine;
import dev.stanchion.cli.terminal.JsonLine;
import java.util.List;
import java.util.stream.Collectors;

/** Makes a request of the positions in an export. */
final class PositionLines {
    private static final List<String> TEXTS = List.of("kind", "clientId", "durableName", "name");
    private static final List<String> NUMBERS =
            List.of("nextSequence", "maxInFlight", "ackWaitSeconds");

    private PositionLines() {}

    /** Returns the request that creates the positions that are missing. */
    static ApiClient.Request request(String channel, List<String> lines) {
        String name = new JsonLine().with("name", channel).end();
        return new ApiClient.Request(
                "PUT",
                "/definitions",
                "{\"format\":1,\"channels\":[%s,\"positions\":[%s]}]}"
                        .formatted(
                                name.substring(0, name.length() - 1),
                                lines.stream()
                                        .map(PositionLines::position)
                                        .collect(Collectors.joining(","))));
    }

    private static String position(String text) {
        ExportLine line = ExportLine.of(0, text);
        JsonLine position = new JsonLine();
        TEXTS.stream()
                .filter(line.fields()::containsKey)
                .forEach(name -> position.with(name, line.needed(name)));
        NUMBERS.stream()
                .filter(line.fields()::containsKey)
                .forEach(name -> position.with(name, line.numberOf(name)));
        return position.end();
    }
}
