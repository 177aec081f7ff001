package dev.stanchion.server.commandline;

import dev.stanchion.server.ConfigurationException;
import dev.stanchion.server.NativeWriters;
import dev.stanchion.server.StoreChoice;
import dev.stanchion.server.config.keys.FileOptions;
import dev.stanchion.server.flags.Flag;
import dev.stanchion.server.flags.ParsedFlags;
import dev.stanchion.store.jetstream.JetStreamStoreOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the options of the store in a NATS cluster. */
final class JetStreamFlags {
    private static final int MAX_REPLICAS = 5;
    private static final int MAX_MONITORS = 16;

    /** Tokens of a subject without wildcards. */
    private static final Pattern SUBJECTS = Pattern.compile("[^\\s.*>$][^\\s.*>]*(\\.[^\\s.*>]+)*");

    private static final Pattern DOMAIN = Pattern.compile("[^\\s.*>]*");

    private JetStreamFlags() {}

    /**
     * Reads the options.
     *
     * @throws ConfigurationException if a value is not valid; the text names the flag or key
     */
    static StoreChoice.JetStream read(ParsedFlags flags, FileOptions file) {
        boolean hasNativeWriters =
                flags.bool(Flag.JS_NATIVE_WRITERS) || file.nativeWriters().containsValue(true);
        if (hasNativeWriters && flags.bool(Flag.ENCRYPT)) {
            throw new ConfigurationException(
                    "native_writers",
                    "native_writers: not with encrypt: others write messages in the clear");
        }
        if (!file.adoptedStreams().isEmpty() && flags.bool(Flag.ENCRYPT)) {
            throw new ConfigurationException(
                    "stream", "stream: not with encrypt: others write messages in the clear");
        }
        return new StoreChoice.JetStream(
                JetStreamStoreOptions.DEFAULT
                        .withReplicas(replicas(flags))
                        .withOnFile(isFirst(flags, Flag.JS_STORAGE, "file", "memory"))
                        .withStreams(
                                matching(flags, Flag.JS_SUBJECTS, SUBJECTS, "stan.{cluster}"),
                                Optional.of(matching(flags, Flag.JS_DOMAIN, DOMAIN, "hub"))
                                        .filter(name -> !name.isEmpty()),
                                tags(flags),
                                !isFirst(flags, Flag.JS_COMPRESSION, "none", "s2"))
                        .withPatience(patience(flags))
                        .withNativeWriters(
                                new NativeWriters(
                                        flags.bool(Flag.JS_NATIVE_WRITERS), file.nativeWriters()))
                        .withAdopted(file.adoptedStreams())
                        .withStateFromStreams(flags.bool(Flag.JS_STATE_FROM_STREAMS)),
                monitors(flags));
    }

    private static List<URI> monitors(ParsedFlags flags) {
        List<URI> urls =
                Arrays.stream(flags.text(Flag.JS_MONITOR).split(",", -1))
                        .map(String::strip)
                        .filter(url -> !url.isEmpty())
                        .map(url -> monitor(flags, url))
                        .toList();
        if (urls.size() > MAX_MONITORS) {
            throw refused(
                    flags, Flag.JS_MONITOR, urls.size() + " URLs (expected: " + MAX_MONITORS + ")");
        }
        return urls;
    }

    private static URI monitor(ParsedFlags flags, String url) {
        try {
            URI uri = new URI(url);
            boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (isHttp && uri.getHost() != null && uri.getRawQuery() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // the text below says what is expected
        }
        throw refused(flags, Flag.JS_MONITOR, "\"" + url + "\" (expected: such as http://n1:8222)");
    }

    private static int replicas(ParsedFlags flags) {
        long replicas = flags.integer(Flag.JS_REPLICAS);
        if (replicas < 1 || replicas > MAX_REPLICAS) {
            throw refused(
                    flags, Flag.JS_REPLICAS, replicas + " (expected: 1 to " + MAX_REPLICAS + ")");
        }
        return (int) replicas;
    }

    private static boolean isFirst(ParsedFlags flags, Flag flag, String first, String second) {
        String value = flags.text(flag).toLowerCase(Locale.ROOT);
        if (!value.equals(first) && !value.equals(second)) {
            throw refused(
                    flags, flag, "\"" + value + "\" (expected: " + first + " or " + second + ")");
        }
        return value.equals(first);
    }

    private static String matching(ParsedFlags flags, Flag flag, Pattern pattern, String example) {
        String value = flags.text(flag);
        if (!pattern.matcher(value).matches()) {
            throw refused(flags, flag, "\"" + value + "\" (expected: such as " + example + ")");
        }
        return value;
    }

    private static List<String> tags(ParsedFlags flags) {
        return Arrays.stream(flags.text(Flag.JS_PLACEMENT).split(",", -1))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .toList();
    }

    private static Duration patience(ParsedFlags flags) {
        long nanos = flags.durationNanos(Flag.JS_MAX_WAIT);
        if (nanos <= 0) {
            throw refused(flags, Flag.JS_MAX_WAIT, "not above 0");
        }
        return Duration.ofNanos(nanos);
    }

    private static ConfigurationException refused(ParsedFlags flags, Flag flag, String why) {
        return new ConfigurationException(
                flags.nameOf(flag), "jetstream: " + flags.labelOf(flag) + ": " + why);
    }
}
