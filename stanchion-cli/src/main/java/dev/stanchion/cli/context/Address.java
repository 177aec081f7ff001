package dev.stanchion.cli.context;

import dev.stanchion.admin.http.MonitoringAddress;

/** What a command has to know of a server, where it usually is, and who else can name it. */
public enum Address {
    URL("url", Address.USUAL_URL, "STANCHION_URL"),
    CLUSTER("cluster", Address.USUAL_CLUSTER, "STANCHION_CLUSTER"),
    MONITORING("monitoring", MonitoringAddress.USUAL, "STANCHION_MONITORING_URL");

    public static final String USUAL_URL = "nats://localhost:4222";
    public static final String USUAL_CLUSTER = "test-cluster";

    private final String label;
    private final String usual;
    private final String variable;

    Address(String label, String usual, String variable) {
        this.label = label;
        this.usual = usual;
        this.variable = variable;
    }

    String label() {
        return label;
    }

    String usual() {
        return usual;
    }

    String variable() {
        return variable;
    }

    String in(Context context) {
        return switch (this) {
            case URL -> context.url();
            case CLUSTER -> context.cluster();
            case MONITORING -> context.monitoring();
        };
    }
}
