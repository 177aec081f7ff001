package dev.stanchion.acceptance.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The checks of {@code spec/operations.md} 11 about clusters and partitions, which the server does
 * not support. If it ignored their flags, it would lose what its operator relies on. So it does not
 * start, and one line names the missing feature and the alternative.
 */
@Tag("long")
@TestInstance(Lifecycle.PER_CLASS)
class MissingFeaturesIT {
    private static final String HERE = "leave it out, and let clients connect here";
    private static final String ANOTHER_WAY =
            "where another server takes over with the same FILE or SQL store"
                    + " (docs/guide/fault-tolerance.md)";
    private static final String ALL_CHANNELS = "leave it out, and one server has all channels";

    @RegisterExtension final Programs programs = new Programs();

    @BeforeAll
    void assumeStanchion() {
        Server.start(programs).assumeStanchion("it has these features");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    streaming { cluster { node_id: $POD_NAME } }                 | cluster
                    streaming { cluster { node_id: n, peers: ["a", "b"] } }      | cluster
                    """)
    void s11_26_shouldRefuseAClusterWithItsNodeId(String file, String named) {
        assertThat(refusal(Map.of("POD_NAME", "stan-0"), "-sc", ConfigFile.of(file)))
                .contains(": " + named + " is not available in this version")
                .endsWith(ANOTHER_WAY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    -cluster nats://127.0.0.1:-1                             | -cluster
                    -cluster nats://127.0.0.1:-1 -routes nats://127.0.0.1:1  | -routes, -cluster
                    """)
    void s11_36_shouldRefuseANatsNetworkThatAnotherServerCouldBeOn(String flags, String named) {
        assertThat(refusal(flags)).startsWith(named + " ").endsWith(HERE);
    }

    @ParameterizedTest
    @CsvSource({
        "-clustered -cluster_bootstrap -cluster_node_id a -store file -dir d",
        "-clustered -cluster_node_id a -cluster_peers b -store file -dir d",
    })
    void s11_69_shouldRefuseToBeClustered(String flags) {
        assertThat(refusal(flags)).startsWith("-clustered is not available").endsWith(ANOTHER_WAY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    streaming { partitioning: true }
                    streaming { partitioning: true, store_limits { channels { foo {} } } }
                    """)
    void s11_70_shouldRefusePartitioning(String file) {
        assertThat(refusal(Map.of(), "-sc", ConfigFile.of(file)))
                .contains(":1:13: partitioning is not available")
                .endsWith(ALL_CHANNELS);
    }

    @ParameterizedTest
    @CsvSource({"-clustered", "-clustered -store memory"})
    void s11_71_shouldRefuseClusteringWithPartitioningOrMemory(String flags) {
        List<String> line = new ArrayList<>(List.of(flags.split(" ", -1)));
        line.addAll(List.of("-sc", ConfigFile.of("streaming { partitioning: true }")));
        assertThat(refusals(Map.of(), line))
                .hasSize(2)
                .anyMatch(refusal -> refusal.startsWith("-clustered is not available"))
                .anyMatch(refusal -> refusal.contains(": partitioning is not available"));
        assertThat(refusal(flags)).startsWith("-clustered is not available").endsWith(ANOTHER_WAY);
    }

    private String refusal(String flags) {
        return refusal(Map.of(), flags.split(" ", -1));
    }

    private String refusal(Map<String, String> environment, String... line) {
        List<String> refusals = refusals(environment, List.of(line));
        assertThat(refusals).hasSize(1);
        return refusals.getFirst();
    }

    private List<String> refusals(Map<String, String> environment, List<String> line) {
        Program server = Server.launch(programs, environment, line);
        assertThat(server.awaitExit()).isEqualTo(1);
        assertThat(server.output()).isEmpty();
        return server.errors();
    }
}
