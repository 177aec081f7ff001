package dev.stanchion.interop.client;

import static dev.stanchion.interop.client.Feature.CLOSING_WITH_MESSAGES_OUTSTANDING;
import static dev.stanchion.interop.client.Feature.GUID_OF_A_PUBLISHED_MESSAGE;
import static dev.stanchion.interop.client.Feature.NON_ASCII_CHANNELS;
import static dev.stanchion.interop.client.Feature.PUBLISHING_WHILE_DISCONNECTED;
import static dev.stanchion.interop.client.Feature.REDELIVERY_COUNT;

import dev.stanchion.interop.driver.DriverProgram;
import dev.stanchion.interop.driver.DriverPrograms;
import dev.stanchion.interop.page.Library;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;

/** The client libraries under test, as published. */
public enum ClientLibrary implements Library {
    NODE_0_3_2("node-nats-streaming", "0.3.2"),
    NODE_0_2_6("node-nats-streaming", "0.2.6"),
    JAVA_2_2_3("java-nats-streaming", "2.2.3"),
    GO_0_10_4("stan.go", "0.10.4"),
    PYTHON_0_4_0("asyncio-nats-streaming", "0.4.0"),
    /** Of this project: programs for java-nats-streaming run on it. */
    STANCHION_CLIENT_LEGACY("stanchion-client-legacy", "0.1.0");

    private static final String REDELIVERED_OR_NOT =
            "a message has a redelivered flag, but no redelivery count";
    private static final String MISCOUNTED_SUBJECT =
            "its core client counts the characters of a subject instead of its bytes, which breaks"
                    + " the connection";

    private static final int NUID_CHARACTERS = 22;

    private final String packageName;
    private final String version;

    ClientLibrary(String packageName, String version) {
        this.packageName = packageName;
        this.version = version;
    }

    /** Installs the driver; ends the test as skipped where that is impossible. */
    public DriverProgram install() {
        return switch (this) {
            case NODE_0_3_2, NODE_0_2_6 -> DriverPrograms.node(version);
            case JAVA_2_2_3 -> DriverPrograms.java();
            case GO_0_10_4 -> DriverPrograms.go();
            case PYTHON_0_4_0 -> DriverPrograms.python();
            case STANCHION_CLIENT_LEGACY -> DriverPrograms.javaOnStanchion();
        };
    }

    @Override
    public Optional<String> gap(Method behaviour) {
        return Optional.ofNullable(behaviour.getAnnotation(Needs.class))
                .map(needs -> gaps().get(needs.value()));
    }

    /** Returns the features that this library lacks, each with the reason. */
    private Map<Feature, String> gaps() {
        return switch (this) {
            case NODE_0_3_2 -> Map.of(NON_ASCII_CHANNELS, MISCOUNTED_SUBJECT);
            case NODE_0_2_6 ->
                    Map.of(
                            NON_ASCII_CHANNELS, MISCOUNTED_SUBJECT,
                            REDELIVERY_COUNT, REDELIVERED_OR_NOT);
            case JAVA_2_2_3 ->
                    Map.of(
                            REDELIVERY_COUNT,
                            REDELIVERED_OR_NOT,
                            CLOSING_WITH_MESSAGES_OUTSTANDING,
                            "its close then throws a NullPointerException and sends no close"
                                    + " request to the server");
            case GO_0_10_4 ->
                    Map.of(
                            PUBLISHING_WHILE_DISCONNECTED,
                            "it refuses to publish until the TCP connection is back");
            case PYTHON_0_4_0 ->
                    Map.of(
                            REDELIVERY_COUNT,
                            REDELIVERED_OR_NOT,
                            GUID_OF_A_PUBLISHED_MESSAGE,
                            "a publish that does not wait returns no GUID");
            case STANCHION_CLIENT_LEGACY -> Map.of(REDELIVERY_COUNT, REDELIVERED_OR_NOT);
        };
    }

    /**
     * Returns how many bytes this library's publish request has beside its data, at most, for data
     * of 16 KiB to 2 MiB. This is {@code PubMsg} of {@code spec/streaming.md} 1.4.
     */
    public int envelopeBytes(String clientId, String channel) {
        int tagAndLength = 2;
        int connectionId = this == JAVA_2_2_3 ? 0 : tagAndLength + NUID_CHARACTERS;
        int tagAndLengthOfTheData = 4;
        return tagAndLength
                + clientId.length()
                + tagAndLength
                + NUID_CHARACTERS
                + tagAndLength
                + channel.length()
                + tagAndLengthOfTheData
                + connectionId;
    }

    @Override
    public String toString() {
        return packageName + " " + version;
    }
}
