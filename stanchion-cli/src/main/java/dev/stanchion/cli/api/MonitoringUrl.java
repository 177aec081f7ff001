package dev.stanchion.cli.api;

import dev.stanchion.admin.http.MonitoringAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the URL of a server's monitoring port. */
public final class MonitoringUrl implements ITypeConverter<MonitoringAddress> {
    @Override
    public MonitoringAddress convert(String text) {
        return MonitoringAddress.parse(text)
                .orElseThrow(() ->
                        new TypeConversionException(
                                "'%s' (expected: the monitoring port, like http://localhost:8222)"
                                        .formatted(text)));
    }
}
