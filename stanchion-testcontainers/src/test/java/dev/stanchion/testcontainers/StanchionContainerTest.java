package dev.stanchion.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** What can be seen without a container engine: the command, the ports, and what is refused. */
class StanchionContainerTest {
    /** A container with a host and ports, although nothing runs. */
    private static final class Mapped extends StanchionContainer {
        Mapped(String image) {
            super(image);
        }

        @Override
        public String getHost() {
            return "docker.test";
        }

        @Override
        public Integer getMappedPort(int port) {
            return port + 10_000;
        }
    }

    private static String command(StanchionContainer container) {
        container.configure();
        return String.join(" ", container.getCommandParts());
    }

    @Test
    void shouldRunWithTheExpectedTestcontainers() {
        // given
        String expected = System.getProperty("testcontainers.expected", "1.21");

        // then
        assertThat(GenericContainer.class.getProtectionDomain().getCodeSource().getLocation())
                .asString()
                .contains("testcontainers-" + expected);
    }

    @Test
    void shouldStartAServerInMemoryWithMonitoring() {
        // when
        StanchionContainer container = new StanchionContainer("stanchion:0.1.0");

        // then
        assertThat(command(container)).isEqualTo("-p 4222 -m 8222 -cid test-cluster -store memory");
        assertThat(container.getExposedPorts()).containsExactly(4222, 8222);
        assertThat(container.getClusterId()).isEqualTo("test-cluster");
    }

    @Test
    void shouldPassClusterStoreAndConfigurationOn(@TempDir Path folder) throws Exception {
        // given
        Path file = Files.writeString(folder.resolve("server.conf"), "debug: true");

        // when
        StanchionContainer container =
                new StanchionContainer("stanchion:0.1.0")
                        .withClusterId("ticketing")
                        .withStore(Store.FILE)
                        .withConfig(MountableFile.forHostPath(file));

        // then
        assertThat(command(container))
                .isEqualTo(
                        "-p 4222 -m 8222 -cid ticketing -store file -dir /data -c"
                                + " /etc/stanchion-test.conf");
    }

    @Test
    void shouldTakeTheImageOfNatsStreamingWithTheSameFlags() {
        assertThat(command(new StanchionContainer("nats-streaming:0.25.6-alpine")))
                .startsWith("-p 4222 -m 8222 -cid test-cluster");
    }

    @Test
    void shouldTakeAnImageThatIsDeclaredAsASubstitute() {
        // given
        DockerImageName own =
                DockerImageName.parse("registry.test/team/broker:7")
                        .asCompatibleSubstituteFor("stanchion");

        // then
        assertThat(command(new StanchionContainer(own))).contains("-cid test-cluster");
    }

    @Test
    void shouldRefuseAnotherImage() {
        assertThatThrownBy(() -> new StanchionContainer("nats:2.10"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nats:2.10")
                .hasMessageContaining("asCompatibleSubstituteFor");
    }

    @Test
    void shouldRefuseAnEmptyClusterId() {
        assertThatThrownBy(() -> new StanchionContainer("stanchion").withClusterId(""))
                .hasMessage("cluster ID: '' (expected: not empty)");
    }

    @Test
    void shouldNameTheMappedPorts() {
        // given
        StanchionContainer container = new Mapped("stanchion:0.1.0");

        // then
        assertThat(container.getUrl()).isEqualTo("nats://docker.test:14222");
        assertThat(container.getAdminUrl()).isEqualTo("http://docker.test:18222");
    }

    @Test
    void shouldSayThatNatsStreamingHasNoToken() {
        assertThatThrownBy(() -> new StanchionContainer("nats-streaming:0.25.6").getAdminToken())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no HTTP API");
    }
}
