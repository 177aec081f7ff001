package dev.stanchion.admin.answer;

import java.time.Instant;
import java.util.List;

/** The settings that are in effect. Immutable. */
public record ServerConfiguration(List<ServerSetting> settings, Instant asOf) {
    public ServerConfiguration {
        settings = List.copyOf(settings);
    }
}
