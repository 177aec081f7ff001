package dev.stanchion.testcontainers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.containers.wait.strategy.WaitStrategy;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * A container of Stanchion, or of NATS Streaming: {@code new
 * StanchionContainer("stanchion:0.1.0")}, {@code new StanchionContainer("nats-streaming:0.25.6")}.
 *
 * <p>It is started when the server takes clients.
 */
public class StanchionContainer extends GenericContainer<StanchionContainer> {
    /** The port for clients in the container; Testcontainers maps it to a free one. */
    public static final int CLIENT_PORT = 4222;

    /** The port for monitoring and the HTTP API in the container. */
    public static final int MONITORING_PORT = 8222;

    private static final DockerImageName STANCHION = DockerImageName.parse("stanchion");
    private static final DockerImageName NATS_STREAMING = DockerImageName.parse("nats-streaming");
    private static final String CONFIGURATION = "/etc/stanchion-test.conf";
    private static final String TOKEN = "/var/lib/stanchion/admin-token-" + MONITORING_PORT;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String image;
    private final boolean isStanchion;
    private String clusterId = "test-cluster";
    private Store store = Store.MEMORY;
    private boolean hasConfiguration;

    /** Takes the image of this name: {@code stanchion:0.1.0}. */
    public StanchionContainer(String image) {
        this(DockerImageName.parse(image));
    }

    /**
     * Takes an image.
     *
     * @throws IllegalStateException if the image is neither Stanchion's nor NATS Streaming's. An
     *     image of a registry of your own is declared by {@code
     *     asCompatibleSubstituteFor("stanchion")}
     */
    @SuppressWarnings("this-escape") // Testcontainers is configured in constructors
    public StanchionContainer(DockerImageName image) {
        super(image);
        image.assertCompatibleWith(STANCHION, NATS_STREAMING);
        this.image = image.asCanonicalNameString();
        isStanchion = image.isCompatibleWith(STANCHION);
        addExposedPorts(CLIENT_PORT, MONITORING_PORT);
        setWaitStrategy(untilReady());
    }

    /** Sets the cluster ID that clients name: {@code test-cluster}. */
    public StanchionContainer withClusterId(String id) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("cluster ID: '' (expected: not empty)");
        }
        clusterId = id;
        return self();
    }

    /** Sets where messages are kept: in memory. */
    public StanchionContainer withStore(Store kind) {
        store = kind;
        return self();
    }

    /**
     * Gives the server a configuration file. Cluster ID, store and ports of this class go before
     * it.
     */
    public StanchionContainer withConfig(MountableFile file) {
        hasConfiguration = true;
        return withCopyFileToContainer(file, CONFIGURATION);
    }

    @Override
    protected void configure() {
        List<String> command = new ArrayList<>();
        command.addAll(List.of("-p", Integer.toString(CLIENT_PORT)));
        command.addAll(List.of("-m", Integer.toString(MONITORING_PORT)));
        command.addAll(List.of("-cid", clusterId));
        command.addAll(store.flags());
        if (hasConfiguration) {
            command.addAll(List.of("-c", CONFIGURATION));
        }
        setCommand(command.toArray(String[]::new));
    }

    private WaitStrategy untilReady() {
        WaitStrategy ready =
                isStanchion
                        ? Wait.forHttp("/readyz").forPort(MONITORING_PORT).forStatusCode(200)
                        : Wait.forLogMessage(".*Streaming Server is ready.*\\n", 1);
        return ready.withStartupTimeout(PATIENCE);
    }

    /** Returns the cluster ID that clients name. */
    public String getClusterId() {
        return clusterId;
    }

    /** Returns what clients connect to: {@code nats://localhost:32768}. */
    public String getUrl() {
        return "nats://" + getHost() + ":" + getMappedPort(CLIENT_PORT);
    }

    /** Returns where monitoring and the HTTP API are: {@code http://localhost:32769}. */
    public String getAdminUrl() {
        return "http://" + getHost() + ":" + getMappedPort(MONITORING_PORT);
    }

    /**
     * Returns the start token for the HTTP API: {@code Authorization: Bearer …}.
     *
     * @throws IllegalStateException if the server is NATS Streaming, which has no such API
     */
    public String getAdminToken() {
        if (!isStanchion) {
            throw new IllegalStateException(
                    image + " has no HTTP API and no token. Use the image of Stanchion.");
        }
        return copyFileFromContainer(
                TOKEN,
                content -> new String(content.readAllBytes(), StandardCharsets.UTF_8).strip());
    }
}
