package dev.stanchion.acceptance.deploy;

import dev.stanchion.kit.process.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * {@code deploy/kubernetes/nats-values.yaml}, as far as it becomes the configuration of
 * nats-server. Immutable.
 */
record HelmValues(Object values) {
    private static final Path FILE = Project.root().resolve("deploy/kubernetes/nats-values.yaml");

    static HelmValues read() {
        try {
            var load = new Load(LoadSettings.builder().build());
            return new HelmValues(load.loadFromString(Files.readString(FILE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns how many nats-servers there are. */
    int replicas() {
        return Integer.parseInt(Manifest.text(values, "config.cluster.replicas"));
    }

    /**
     * Returns the part that the chart merges into the configuration, as the chart writes it: JSON
     * in which {@code << $NAME >>} has become a variable.
     *
     * @param environment the values of the variables
     */
    String mergedConfiguration(Map<String, String> environment) {
        String text = json(Manifest.at(values, "config.merge"));
        for (var variable : environment.entrySet()) {
            text = text.replace("\"<< $" + variable.getKey() + " >>\"", variable.getValue());
        }
        return text;
    }

    private static String json(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(entry -> json(entry.getKey()) + ": " + json(entry.getValue()))
                            .collect(Collectors.joining(", ", "{", "}"));
            case List<?> list ->
                    list.stream().map(HelmValues::json).collect(Collectors.joining(", ", "[", "]"));
            default -> "\"" + value + "\"";
        };
    }
}
