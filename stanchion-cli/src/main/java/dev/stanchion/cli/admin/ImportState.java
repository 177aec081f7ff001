package dev.stanchion.cli.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The state of the plan of an import. Its text tells what the plan was made from, so that a later
 * plan can say what differs.
 *
 * <pre>
 *   FILE:KEPT.LAST-KEPT.LAST   the file and the options as a checksum, and for each channel how many
 *                              messages the server has of it, and its last sequence there
 *   FILE:~CHANNELS             the same with a checksum of the channels, if there are many
 * </pre>
 *
 * @param file what is imported, and how
 * @param channels in the order of the file
 */
record ImportState(String file, List<Place> channels) {
    private static final int MOST_IN_FULL = 50;
    private static final Pattern FULL = Pattern.compile("\\d+\\.\\d+(-\\d+\\.\\d+)*");

    /** What the server has of a channel. */
    record Place(String channel, String kept) {
        static Place of(ImportedChannel channel) {
            return new Place(channel.name(), channel.kept() + "." + channel.last());
        }
    }

    ImportState {
        channels = List.copyOf(channels);
    }

    /**
     * @param how the options of the import, and what it has beside messages
     */
    static ImportState of(List<ImportedChannel> channels, String how) {
        StringBuilder file = new StringBuilder(how);
        for (ImportedChannel channel : channels) {
            file.append(
                    ";%s %d %d %d"
                            .formatted(
                                    channel.name(),
                                    channel.firstInFile(),
                                    channel.lastInFile(),
                                    channel.count() + channel.leftOut()));
        }
        return new ImportState(
                checksum(file.toString()), channels.stream().map(Place::of).toList());
    }

    String text() {
        String places = String.join("-", channels.stream().map(Place::kept).toList());
        return file + ":" + (channels.size() > MOST_IN_FULL ? "~" + checksum(places) : places);
    }

    /** Returns what differs from another state; empty if nothing does. */
    List<String> differences(String other) {
        if (other.equals(text())) {
            return List.of();
        }
        String[] parts = other.split(":", 2);
        if (parts.length < 2 || !parts[0].equals(file)) {
            return List.of("The plan was for another file, or for other options.");
        }
        String[] then = parts[1].split("-", -1);
        if (!FULL.matcher(parts[1]).matches() || then.length != channels.size()) {
            return List.of("The server has other messages of some channels than in the plan.");
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < then.length; i++) {
            Place now = channels.get(i);
            if (!then[i].equals(now.kept())) {
                lines.add(
                        "%s: %s in the plan, %s now"
                                .formatted(now.channel(), told(then[i]), told(now.kept())));
            }
        }
        return lines;
    }

    private static String told(String kept) {
        String[] numbers = kept.split("\\.", -1);
        return numbers[0]
                + (numbers[0].equals("1") ? " message" : " messages")
                + " up to "
                + numbers[1];
    }

    private static String checksum(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(UTF_8));
        return "%08x".formatted(sum.getValue());
    }
}
